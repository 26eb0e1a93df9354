from django.urls import path

from penalties import api
from penalties.views import calculator, surcharge, worksheet

urlpatterns = [
    path("calculator/", calculator.calculator, name="calculator"),
    path("desk/cases/<str:reference>/worksheet/", worksheet.worksheet, name="worksheet"),
    path(
        "desk/cases/<str:reference>/worksheet/compute/", worksheet.worksheet_compute, name="worksheet_compute"
    ),
    path("desk/cases/<str:reference>/worksheet/save/", worksheet.worksheet_save, name="worksheet_save"),
    path("desk/cases/<str:reference>/worksheet/submit/", worksheet.worksheet_submit, name="worksheet_submit"),
    path("desk/cases/<str:reference>/worksheet/print/", worksheet.worksheet_print, name="worksheet_print"),
    path("desk/cases/<str:reference>/surcharge/", surcharge.surcharge, name="surcharge"),
    path("api/v1/assessments/", api.Assessments.as_view(), name="assessments"),
]
