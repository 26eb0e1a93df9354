"""Every address of the site. The only module that knows all desks.

Each desk lists its own addresses whole: its public pages, its part of ``/desk/`` and of ``/api/v1/``.
"""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from casework.kernel.health import healthz
from casework.kernel.lifecycle import Text
from casework.web.procedure import procedure
from complaints.lifecycle import SUBMISSION
from complaints.lifecycle.second_look import SECOND_LOOK

# The hub draws the procedure and knows no desk: the tables of the desks are handed to it here.
TABLES_OF_DESKS = [
    (SUBMISSION, Text("投诉、举报：从收到到办结", "Complaints and reports: from receipt to the end")),
    (SECOND_LOOK, Text("再看一次：复查和复查以后", "A second look, and what follows from it")),
]

handler400 = "casework.kernel.refusals.bad_request"
handler404 = "casework.kernel.refusals.page_not_found"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("desk/procedure/", procedure, {"of_desks": TABLES_OF_DESKS}, name="procedure"),
    path("", include("casework.web.urls")),
    path("", include("complaints.urls")),
    path("", include("inspections.urls")),
    path("", include("penalties.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="api_docs"),
]
