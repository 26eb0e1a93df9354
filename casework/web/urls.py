from django.urls import path

from casework.web import (
    api,
    approvals,
    case_steps,
    cases,
    desk,
    files,
    home,
    public_api,
    publications,
    register,
    service,
)

urlpatterns = [
    # The public side
    path("", home.home, name="home"),
    path("verify/", home.verify, name="verify"),
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
    path("desk/cases/<str:reference>/", cases.case, name="case"),
    path("desk/cases/<str:reference>/history/", cases.history, name="case_history"),
    *[
        path(f"desk/cases/<str:reference>/{action}/", case_steps.step, {"action": action}, f"case_{action}")
        for action in case_steps.STEPS
    ],
    path("desk/documents/<str:reference>/", files.document, name="document"),
    path("desk/documents/<str:reference>/pdf/", files.pdf, name="document_pdf"),
    path("desk/documents/<str:reference>/scan/", files.scan, name="document_scan"),
    path("desk/documents/<str:reference>/serve/", service.serve, name="document_serve"),
    path("desk/documents/<str:reference>/serve/correct/", service.correct, name="document_correct"),
    path("desk/documents/<str:reference>/serve/receipt/", service.receipt, name="document_receipt"),
    path("desk/documents/<str:reference>/announce/", service.announce, name="document_announce"),
    path("desk/documents/<str:reference>/announce/confirm/", service.confirm, name="document_announced"),
    path("desk/cases/<str:reference>/address/", service.address, name="case_address"),
    path("desk/cases/<str:reference>/address/<int:pk>/", service.address_form, name="case_address_form"),
    path("desk/approvals/", approvals.queue, name="approvals"),
    path("desk/approvals/<str:reference>/", approvals.approval, name="approval"),
    path("desk/approvals/<str:reference>/approve/", approvals.approve, name="approval_approve"),
    path("desk/approvals/<str:reference>/return/", approvals.send_back, name="approval_return"),
    path("api/v1/cases/", api.case_list, name="api_cases"),
    path("api/v1/cases/<str:reference>/", api.case, name="api_case"),
    path("api/v1/approvals/", api.approval_list, name="api_approvals"),
    path("api/v1/approvals/<str:reference>/", api.approval, name="api_approval"),
    path("api/v1/approvals/<str:reference>/approve/", api.approve, name="api_approval_approve"),
    path("api/v1/approvals/<str:reference>/return/", api.send_back, name="api_approval_return"),
    path("api/v1/documents/<str:reference>/", api.document, name="api_document"),
    path("api/v1/documents/<str:reference>/pdf/", api.document_pdf, name="api_document_pdf"),
]
