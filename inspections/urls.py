from django.urls import path

from inspections import views

urlpatterns = [
    path("m/<str:reference>/", views.visit, name="visit"),
    path("desk/evidence/<uuid:client_uuid>/", views.evidence, name="evidence"),
]
