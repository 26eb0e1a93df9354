from django.urls import path

from penalties import api, views

urlpatterns = [
    path("calculator/", views.calculator, name="calculator"),
    path("desk/cases/<str:reference>/worksheet/", views.worksheet, name="worksheet"),
    path("desk/cases/<str:reference>/worksheet/compute/", views.worksheet_compute, name="worksheet_compute"),
    path("desk/cases/<str:reference>/worksheet/save/", views.worksheet_save, name="worksheet_save"),
    path("desk/cases/<str:reference>/worksheet/submit/", views.worksheet_submit, name="worksheet_submit"),
    path("desk/cases/<str:reference>/worksheet/print/", views.worksheet_print, name="worksheet_print"),
    path("desk/cases/<str:reference>/surcharge/", views.surcharge, name="surcharge"),
    path("api/v1/assessments/", api.Assessments.as_view(), name="assessments"),
]
