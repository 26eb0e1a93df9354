from django.urls import path

from casework.web import home, public_api, publications, register

urlpatterns = [
    # The public side
    path("", home.home, name="home"),
    path("verify/", home.verify, name="verify"),
    path("decisions/", register.register, name="register"),
    path("decisions/<str:identifier>/", register.decision, name="decision"),
    path("decisions/<str:identifier>/decision.pdf", register.decision_pdf, name="decision_pdf"),
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
