"""Service: the receipt, the public notice, the address that the party confirms."""

import datetime as dt
from collections.abc import Iterable

from casework.kernel import words
from casework.kernel.models import OfficeProfile
from casework.models import Case, Document, Service
from casework.services.contexts import parts
from casework.services.contexts.parts import Context


def service_receipt(case: Case, service: Service) -> Context:
    document, on = service.document, service.served_on
    return {
        **parts.heading(case, on),
        "documents": [{"title": document.title, "number": document.number}],
        "recipient": str(case.party),
        "method": service.method_title.zh,
        "time": words.day(on),
        "place": service.place or (case.party.address if case.party else ""),
        "receiver": {"name": service.received_by, "relation": _relation(service), "day": words.day(on)},
        "servers": {"people": parts.named(case.officers_on_case()), "day": words.day(on)},
        **({"witness": {"name": service.witness, "day": words.day(on)}} if service.witness else {}),
        "note": _remarks(service),
    }


def _relation(service: Service) -> str:
    """Who signed, where it was not the party in person."""
    return service.relation_title.zh if service.relation_title and service.relation != "party" else ""


def _remarks(service: Service) -> str:
    """What the method asks to be written down and the form has no line for."""
    told = {
        "拒收或者退回的事由": service.reason,
        "拍照录像": service.recording,
        "邮件号码": service.tracking,
        "代为送达": service.carried_by,
        "更正": service.correction,
    }
    return "；".join(
        [*(f"{label}：{text}" for label, text in told.items() if text), *filter(None, [service.note])]
    )


def service_announcement(
    case: Case, profile: OfficeProfile, *, on: dt.date, document: Document, gist: str, reason: str
) -> Context:
    """``gist`` is what the document says, in short and without personal data that need not be public;
    ``reason`` why it could not be served in another way. The period is that of the day."""
    rights = document.context.get("remedies") or document.context.get("rights", "")
    return {
        **parts.heading(case, on),
        **parts.addressee(case),
        "document": {"title": document.title, "number": document.number},
        "gist": gist,
        "reason": reason,
        "rule": parts.statutory("service.announcement", profile, on),
        "rights": rights,
        "contact": parts.contact(case, profile),
        "day": words.day(on),
    }


def address_confirmation(
    case: Case,
    profile: OfficeProfile,
    *,
    on: dt.date,
    address: str,
    recipient: str,
    phone: str,
    postcode: str = "",
    electronic: Iterable[dict[str, str]] = (),
    signed_by: str = "",
) -> Context:
    """``electronic`` are the ways that the party agreed to, {label, value}; none means no consent
    (处罚法 art 61(2))."""
    ways = list(electronic)
    return {
        **parts.heading(case, on),
        "told": [parts.statutory("service.address", profile, on)],
        "address": address,
        "recipient": recipient,
        "phone": phone,
        "postcode": postcode,
        "electronic": ways,
        "consent": parts.statutory("service.electronic", profile, on) if ways else "",
        "signature": {"name": signed_by, "day": words.day(on)},
        "officers": {"people": parts.named(case.officers_on_case()), "day": words.day(on)},
    }
