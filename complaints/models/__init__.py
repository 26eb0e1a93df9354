"""What citizens send in: the submission, its files, what they added later; and what they have not sent yet."""

from complaints.models.allowance import Allowance
from complaints.models.draft import Draft, DraftPaper
from complaints.models.erasure import ErasureRequest
from complaints.models.hotline import HotlineAccount, HotlineKey, HotlineMessage, HotlineMinute, WorkOrder
from complaints.models.imports import ImportMapping, ImportRow, ImportRun
from complaints.models.joining import Joining
from complaints.models.material import Attachment, Supplement
from complaints.models.second_look import SecondLook
from complaints.models.submission import Submission
from complaints.models.track import ComplaintTrack, Letter, MediationSession
from complaints.models.trader import Trader

__all__ = [
    "Allowance",
    "Attachment",
    "ComplaintTrack",
    "Draft",
    "DraftPaper",
    "ErasureRequest",
    "HotlineAccount",
    "HotlineKey",
    "HotlineMessage",
    "HotlineMinute",
    "ImportMapping",
    "ImportRow",
    "ImportRun",
    "Joining",
    "Letter",
    "MediationSession",
    "SecondLook",
    "Submission",
    "Supplement",
    "Trader",
    "WorkOrder",
]
