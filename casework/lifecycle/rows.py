"""The two shapes that most rows of the case have: officers ask, a head grants. Pure."""

from typing import Any

from casework.kernel.lifecycle import SAME, Guard, Text, Transition
from casework.kernel.roles import INVESTIGATORS
from casework.lifecycle.guards import HEADS, NOT_OWN_APPROVAL, ON_THE_CASE


def asks(
    action: str,
    sources: tuple[str, ...],
    title: Text,
    law: str,
    *guards: Guard,
    audit: str = "case.matter_proposed",
    document: str = "",
) -> Transition:
    """Officers of the case put something before the head; the case stays where it is."""
    return Transition(
        action,
        sources,
        SAME,
        title,
        audit,
        INVESTIGATORS,
        law,
        guards=guards,
        only=ON_THE_CASE,
        document=document,
    )


def grants(
    action: str,
    sources: tuple[str, ...],
    target: str,
    title: Text,
    audit: str,
    law: str,
    *guards: Guard,
    document: str = "matter_approval",
    **more: Any,
) -> Transition:
    """A head carries out what was asked, and never what the head investigated or asked for."""
    return Transition(
        action,
        sources,
        target,
        title,
        audit,
        HEADS,
        law,
        guards=guards,
        bars=(NOT_OWN_APPROVAL,),
        document=document,
        **more,
    )
