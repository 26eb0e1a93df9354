"""What any registry office needs. These tables point at business objects by reference, never by foreign key,
so that the kernel stays at the bottom and history outlives rows."""

from casework.kernel.models.counting import Counter, SpentToken
from casework.kernel.models.deadline import Deadline, DeadlineEvent
from casework.kernel.models.file import StoredFile
from casework.kernel.models.history import VAULT_ACTIONS, AuditEvent, AuditLink
from casework.kernel.models.office import Office, OfficeProfile
from casework.kernel.models.outbox import OutboxMessage
from casework.kernel.models.person import Certificate, Delegation, RoleGrant, Staff, User
from casework.kernel.models.vault import LegalHold, VaultEntry, VaultSubject

__all__ = [
    "VAULT_ACTIONS",
    "AuditEvent",
    "AuditLink",
    "Certificate",
    "Counter",
    "Deadline",
    "DeadlineEvent",
    "Delegation",
    "LegalHold",
    "Office",
    "OfficeProfile",
    "OutboxMessage",
    "RoleGrant",
    "SpentToken",
    "Staff",
    "StoredFile",
    "User",
    "VaultEntry",
    "VaultSubject",
]
