"""What citizens and staff type. A form with errors keeps every word."""

from complaints.forms.citizen import (
    ANONYMOUS,
    IF_NAMED,
    NAMED,
    UNSAVED,
    StaffSubmissionForm,
    SubmissionForm,
    SupplementForm,
    TrackingForm,
)
from complaints.forms.desk import (
    IdentityForm,
    JoinForm,
    OutOfScopeForm,
    RouteForm,
    RouteLineForm,
    SeparateForm,
)
from complaints.forms.fields import MOST_FILES, STORY_LENGTH, PapersField, SeveralFiles, checked_code, papers
from complaints.forms.imports import ColumnsForm, UploadForm

__all__ = [
    "ANONYMOUS",
    "IF_NAMED",
    "MOST_FILES",
    "NAMED",
    "STORY_LENGTH",
    "UNSAVED",
    "ColumnsForm",
    "IdentityForm",
    "JoinForm",
    "OutOfScopeForm",
    "PapersField",
    "RouteForm",
    "RouteLineForm",
    "SeparateForm",
    "SeveralFiles",
    "StaffSubmissionForm",
    "SubmissionForm",
    "SupplementForm",
    "TrackingForm",
    "UploadForm",
    "checked_code",
    "papers",
]
