"""What citizens send in: the submission, its files, what they added later."""

from complaints.models.erasure import ErasureRequest
from complaints.models.material import Attachment, Supplement
from complaints.models.submission import Submission
from complaints.models.track import ComplaintTrack, Letter, MediationSession

__all__ = [
    "Attachment",
    "ComplaintTrack",
    "ErasureRequest",
    "Letter",
    "MediationSession",
    "Submission",
    "Supplement",
]
