"""Letters by post: printed with their addresses, and entered as posted."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from casework.kernel import audit, documents, files, vault, words
from casework.kernel.binding import bound
from casework.kernel.clock import day_of
from casework.kernel.errors import Invalid, NotPermitted, Refused, Stale
from casework.kernel.lifecycle import WRONG_ROLE, Text
from casework.kernel.models import User
from casework.kernel.references import profile_on
from casework.kernel.tokens import Token, spend
from casework.kernel.transitions import last_change, lock
from complaints.lifecycle import REPORTER_CONFIDENTIAL
from complaints.models import Letter
from complaints.queries import handles

POSTED = "submission.letter_posted"
NOTHING_CHOSEN = Text(
    "请选择要打印的文书；正在生成的还不能打印。",
    "Choose the letters to print; what is still being made cannot be printed yet.",
)
WRONG_DAY = Text(
    "邮寄日期在文书作出以后、今天以前（含今天）。", "The day lies between the letter's own and today."
)
STILL_MADE = Text("文书还在生成，不能邮寄。", "The letter is still being made and cannot have been posted.")
NO_ADDRESS = "（没有留地址）"


@transaction.atomic
def print_letters(*, letters: Sequence[Letter], actor: User, at: dt.datetime) -> bytes:
    """One PDF of them all, each behind a page with its address. The address comes from the vault: each opening is in
    the history of its matter."""
    if not letters:
        raise Invalid(NOTHING_CHOSEN)
    return bound(page for letter in letters for page in _pages(letter, actor, at))


@transaction.atomic
def record_posted(
    *,
    letter: Letter,
    posted_on: dt.date,
    registered_number: str,
    actor: User,
    at: dt.datetime,
    token: Token | None = None,
) -> Letter:
    """Printed and posted on that day, as registered mail where there is a number."""
    submission = lock(letter.submission)
    if not handles(submission, actor):
        raise NotPermitted(WRONG_ROLE, law=REPORTER_CONFIDENTIAL)
    if token is not None:
        spend(token, POSTED, submission.reference, actor=actor, at=at)
    letter = Letter.objects.get(pk=letter.pk)
    if letter.posted_on:
        raise Stale(last_change(submission.reference))
    if letter.file_id is None:
        raise Refused(STILL_MADE)
    if not letter.on <= posted_on <= day_of(at):
        raise Invalid(WRONG_DAY)
    letter.posted_on, letter.posted_by, letter.registered_number = posted_on, actor, registered_number
    letter.save(update_fields=["posted_on", "posted_by", "registered_number"])
    details = {"kind": letter.kind, "number": letter.number, "posted_on": posted_on}
    audit.record(submission.reference, POSTED, actor=actor, at=at, participants=[], details=details)
    return letter


def _pages(letter: Letter, actor: User, at: dt.datetime) -> list[bytes]:
    """The page with the address, and the letter."""
    submission = letter.submission
    if not handles(submission, actor):
        raise NotPermitted(WRONG_ROLE, law=REPORTER_CONFIDENTIAL)
    assert submission.reporter and letter.file
    opened = vault.open_entries(
        submission.reporter,
        reference=submission.reference,
        actor=actor,
        at=at,
        reason=f"打印并邮寄{letter.title.zh}",
    )
    profile = profile_on(submission.office, day_of(at))
    sheet = {
        "office": profile.name,
        "contact": f"{profile.address}，电话：{profile.phone}",
        "name": opened.get("name", ""),
        "address": opened.get("address") or NO_ADDRESS,
        "letter": f"{letter.title.zh} {letter.number}".strip(),
        "day": words.day(day_of(at)),
    }
    return [documents.render("address_sheet", sheet, day=day_of(at)), files.read(letter.file)]
