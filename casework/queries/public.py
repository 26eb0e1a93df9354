"""The public side, by the role casework_public, which can read nothing else."""

from django.db.models import (
    QuerySet,
)

from casework.kernel import search
from casework.kernel.errors import NotFound
from casework.models import (
    PublicDecision,
    PublicDocument,
    PublicFile,
)

# The brackets of an official number, as people type them: 佛南市监处罚〔2021〕187号.
BRACKETS = str.maketrans("[]［］【】()（）", "〔〕" * 5)


def public_register(query: str = "", *, after: str = "") -> QuerySet[PublicDecision]:
    """Published decisions, newest first; ``query`` is searched literally in Chinese or Latin words, ``after``
    is the last one shown: what is older, whatever was published in between."""
    rows = PublicDecision.objects.using("public").order_by("-published_on", "-identifier")
    last = rows.filter(identifier=after).first() if after else None
    if last is not None:
        same_day = {"published_on": last.published_on, "identifier__gte": last.identifier}
        rows = rows.filter(published_on__lte=last.published_on).exclude(**same_day)
    return search.containing(rows, "search_text", query) if query.strip() else rows


def public_decision(identifier: str) -> PublicDecision:
    """One published decision; NotFound for everything that is not in the register."""
    try:
        return PublicDecision.objects.using("public").get(identifier=identifier)
    except PublicDecision.DoesNotExist:
        raise NotFound from None


def public_file(decision: PublicDecision, *, with_content: bool = True) -> PublicFile | None:
    """The published PDF, or only its digest; None for a withdrawn decision."""
    files = PublicFile.objects.using("public").filter(decision=decision)
    return (files if with_content else files.only("sha256")).first()


def public_document(asked: str) -> PublicDocument | None:
    """The document with this number, code or digest of its PDF, as somebody types it; None where the bureau
    made none such."""
    words = "".join(asked.split())
    rows = PublicDocument.objects.using("public")
    code = "".join(character for character in words.upper() if character.isalnum())
    return (
        rows.filter(code=code).first()
        or rows.filter(sha256=words.lower()).exclude(sha256="").first()
        or rows.filter(number=words.translate(BRACKETS)).exclude(number="").first()
    )
