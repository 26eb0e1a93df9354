from django.urls import path

from inspections import api, views

urlpatterns = [
    # At a desk
    path("desk/visits/", views.visit_list, name="visits"),
    path("desk/visits/new/", views.visit_plan, name="visit_plan"),
    path("desk/evidence/<uuid:client_uuid>/", views.evidence, name="evidence"),
    path(
        "desk/evidence/<uuid:client_uuid>/original/",
        views.evidence_original,
        name="evidence_original",
    ),
    path(
        "desk/evidence/<uuid:client_uuid>/thumbnail/",
        views.evidence_thumbnail,
        name="evidence_thumbnail",
    ),
    # On a phone
    path("m/", views.field_home, name="field_home"),
    path("m/<str:reference>/", views.visit, name="visit"),
    path("m/<str:reference>/ask-approval/", views.ask_approval, name="visit_ask_approval"),
    path("m/<str:reference>/notice/", views.give_notice, name="visit_give_notice"),
    path("m/<str:reference>/begin/", views.begin, name="visit_begin"),
    path("m/<str:reference>/record/", views.visit_record, name="visit_record"),
    path("m/<str:reference>/photos/", views.visit_photos, name="visit_photos"),
    path("m/<str:reference>/signatures/", views.visit_signatures, name="visit_signatures"),
    path("m/<str:reference>/finish/", views.finish, name="visit_finish"),
    path("m/<str:reference>/cancel/", views.cancel, name="visit_cancel"),
    path("m/<str:reference>/<str:kind>.pdf", views.visit_paper, name="visit_paper"),
    # API
    path("api/v1/visits/", api.visit_list, name="api_visits"),
    path("api/v1/visits/<str:reference>/", api.visit, name="api_visit"),
    path("api/v1/visits/<str:reference>/begin/", api.begin, name="api_visit_begin"),
    path("api/v1/visits/<str:reference>/evidence/", api.add_evidence, name="api_visit_evidence"),
    path("api/v1/visits/<str:reference>/sign/", api.sign, name="api_visit_sign"),
]
