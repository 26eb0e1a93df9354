from django.urls import path

from casework.web import (
    api,
    approvals,
    audit,
    case_steps,
    caseload,
    cases,
    clock_pages,
    desk,
    escalations,
    files,
    hearing_pages,
    home,
    leave,
    money,
    offices,
    people,
    people_roles,
    proceedings,
    public_api,
    publications,
    register,
    service,
    spot,
)

urlpatterns = [
    # The public side
    path("", home.home, name="home"),
    path("verify/", home.verify, name="verify"),
    path("verify/<str:code>/", home.verify, name="verify_code"),
    path("decisions/", register.register, name="register"),
    path("decisions/<str:identifier>/", register.decision, name="decision"),
    path("decisions/<str:identifier>/decision.pdf", register.decision_pdf, name="decision_pdf"),
    path("api/v1/", public_api.doors, name="api_root"),
    path("api/v1/decisions/", public_api.DecisionList.as_view(), name="api_decisions"),
    path("api/v1/decisions/<str:identifier>/", public_api.DecisionDetail.as_view(), name="api_decision"),
    # Publication
    path("desk/publications/", publications.publication_list, name="publications"),
    path("desk/publications/prepare/<str:reference>/", publications.prepare, name="publication_prepare"),
    path("desk/publications/<str:reference>/", publications.publication, name="publication"),
    path("desk/publications/<str:reference>/revise/", publications.revise, name="publication_revise"),
    path("desk/publications/<str:reference>/publish/", publications.publish, name="publication_publish"),
    path("desk/publications/<str:reference>/withdraw/", publications.withdraw, name="publication_withdraw"),
]

# Case officers, reviewers, heads
urlpatterns += [
    path("desk/", desk.desk, name="desk"),
    path("desk/cases/", cases.case_list, name="cases"),
    path("m/spot/new/", spot.spot_new, name="spot_new"),
    path("desk/cases/<str:reference>/", cases.case, name="case"),
    path("desk/cases/<str:reference>/history/", cases.history, name="case_history"),
    *[
        path(f"desk/cases/<str:reference>/{action}/", case_steps.step, {"action": action}, f"case_{action}")
        for action in case_steps.STEPS
    ],
    path("desk/clocks/", clock_pages.clock_list, name="clocks"),
    path("desk/clocks/<str:identifier>/", clock_pages.clock, name="clock"),
    path(
        "desk/escalations/<int:number>/acknowledge/", escalations.acknowledge, name="escalation_acknowledge"
    ),
    path("desk/cases/<str:reference>/draft/<str:kind>.pdf", files.draft, name="case_draft"),
    path("desk/documents/<str:reference>/", files.document, name="document"),
    path("desk/documents/<str:reference>/pdf/", files.pdf, name="document_pdf"),
    path("desk/documents/<str:reference>/scan/", files.scan, name="document_scan"),
    path("desk/documents/<str:reference>/serve/", service.serve, name="document_serve"),
    path("desk/documents/<str:reference>/serve/correct/", service.correct, name="document_correct"),
    path("desk/documents/<str:reference>/serve/receipt/", service.receipt, name="document_receipt"),
    path("desk/documents/<str:reference>/announce/", service.announce, name="document_announce"),
    path(
        "desk/documents/<str:reference>/announce/paper/", service.announcement, name="document_announcement"
    ),
    path("desk/documents/<str:reference>/announce/confirm/", service.confirm, name="document_announced"),
    path("desk/cases/<str:reference>/address/", service.address, name="case_address"),
    path("desk/cases/<str:reference>/address/<int:pk>/", service.address_form, name="case_address_form"),
    path("desk/approvals/", approvals.queue, name="approvals"),
    path("desk/approvals/chosen/approve/", approvals.approve_chosen, name="approvals_approve_chosen"),
    path("desk/approvals/<str:reference>/", approvals.approval, name="approval"),
    path("desk/approvals/<str:reference>/approve/", approvals.approve, name="approval_approve"),
    path("desk/approvals/<str:reference>/return/", approvals.send_back, name="approval_return"),
    path("desk/approvals/<str:reference>/reject/", approvals.reject, name="approval_reject"),
    path("desk/approvals/<str:reference>/pass-on/", approvals.pass_on, name="approval_pass_on"),
    path("desk/approvals/<str:reference>/take-back/", approvals.take_back, name="approval_take_back"),
    path("desk/money/", money.register, name="money"),
    path("desk/money/statements/", money.statement_list, name="statements"),
    path("desk/money/statements/<str:reference>/", money.statement, name="statement"),
    path("desk/money/statements/<str:reference>/enter/", money.statement_enter, name="statement_enter"),
    path(
        "desk/money/statements/<str:reference>/<int:number>/assign/",
        money.statement_assign,
        name="statement_assign",
    ),
    path(
        "desk/money/statements/<str:reference>/<int:number>/set-aside/",
        money.statement_set_aside,
        name="statement_set_aside",
    ),
    path("api/v1/cases/", api.case_list, name="api_cases"),
    path("api/v1/cases/<str:reference>/", api.case, name="api_case"),
    path("api/v1/approvals/", api.approval_list, name="api_approvals"),
    path("api/v1/approvals/<str:reference>/", api.approval, name="api_approval"),
    path("api/v1/approvals/<str:reference>/approve/", api.approve, name="api_approval_approve"),
    path("api/v1/approvals/<str:reference>/return/", api.send_back, name="api_approval_return"),
    path("api/v1/approvals/<str:reference>/reject/", api.reject, name="api_approval_reject"),
    path("api/v1/cases/<str:reference>/steps/<slug:action>/", api.case_step, name="api_case_step"),
    path("api/v1/documents/<str:reference>/", api.document, name="api_document"),
    path("api/v1/documents/<str:reference>/pdf/", api.document_pdf, name="api_document_pdf"),
]

urlpatterns += [path("desk/hearings/", hearing_pages.hearings, name="hearings")]

# What hangs on a case: a page, its steps, its beginning, the same by the API
for _kind in proceedings.KINDS.values():
    _noun, _name = _kind.noun, _kind.argument
    urlpatterns += [
        path(f"desk/{_noun}/<str:reference>/", proceedings.proceeding, {"noun": _noun}, _name),
        path(
            f"desk/{_noun}/<str:reference>/<slug:action>/", proceedings.step, {"noun": _noun}, f"{_name}_step"
        ),
        path(
            f"desk/cases/<str:reference>/new/{_noun}/<slug:action>/",
            proceedings.begin,
            {"noun": _noun},
            f"{_name}_new",
        ),
        path(f"api/v1/{_noun}/<str:reference>/", api.proceeding, {"noun": _noun}, f"api_{_name}"),
        path(
            f"api/v1/{_noun}/<str:reference>/steps/<slug:action>/",
            api.proceeding_step,
            {"noun": _noun},
            f"api_{_name}_step",
        ),
        path(
            f"api/v1/cases/<str:reference>/new/{_noun}/<slug:action>/",
            api.proceeding_new,
            {"noun": _noun},
            f"api_{_name}_new",
        ),
    ]
# People, for the administrators; leave and caseload, for heads
urlpatterns += [
    path("desk/leave/", leave.leave, name="leave"),
    path("desk/leave/<int:pk>/end/", leave.end, name="leave_end"),
    path("desk/caseload/", caseload.caseload, name="caseload"),
    path("desk/people/", people.person_list, name="people"),
    path("desk/people/new/", people.person_new, name="person_new"),
    path("desk/people/<str:username>/", people.person, name="person"),
    path("desk/people/<str:username>/edit/", people.person_edit, name="person_edit"),
    path("desk/people/<str:username>/deactivate/", people.person_deactivate, name="person_deactivate"),
    path("desk/people/<str:username>/reactivate/", people.person_reactivate, name="person_reactivate"),
    path("desk/people/<str:username>/certificates/", people.certificate_add, name="certificate_add"),
    path("desk/people/<str:username>/roles/", people_roles.role_grant, name="role_grant"),
    path("desk/people/<str:username>/roles/end/", people_roles.role_end, name="role_end"),
    path("desk/people/<str:username>/factor/", people_roles.second_factor_reset, name="second_factor_reset"),
    path("desk/people/<str:username>/password/", people_roles.password_reset, name="password_reset"),
    path("desk/certificates/", people.certificates, name="certificates"),
    path("desk/certificates/<int:pk>/end/", people.certificate_end, name="certificate_end"),
    path("desk/offices/", offices.office_list, name="offices"),
    path("desk/offices/new/", offices.office_new, name="office_new"),
    path("desk/offices/<str:code>/", offices.office, name="office"),
    path("desk/offices/<str:code>/edit/", offices.office_edit, name="office_edit"),
    path("desk/offices/<str:code>/profile/", offices.office_profile, name="office_profile"),
    path("desk/audit/", audit.audit_page, name="audit"),
    path("desk/audit/verify/", audit.verify, name="audit_verify"),
]
