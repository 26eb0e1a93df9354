"""What citizens send in: the submission, its files, what they added later."""

from complaints.models.erasure import ErasureRequest
from complaints.models.material import Attachment, Supplement
from complaints.models.submission import Submission

__all__ = [
    "Attachment",
    "ErasureRequest",
    "Submission",
    "Supplement",
]
