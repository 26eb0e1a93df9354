"""The parts of every page, as template tags: each draws one template of `templates/parts/`.

Registered as a builtin, so no page has to load it. Tags take whatever has the attributes they name; what is
missing is left out.
"""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, Field
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.kernel import tokens
from casework.kernel.redaction import MASK
from casework.kernel.role_names import ROLE_NAMES
from casework.kernel.roles import Role

from . import rulers, words
from .clock_face import ClockFace, clock_face, share_run
from .icons import PICTURES

register = template.Library()

Parts = dict[str, Any]
"""What a template of `templates/parts/` is given."""


@register.simple_tag(takes_context=True)
def own_site(context: Context) -> Parts:
    """`{% own_site as site %}`, once, in base.html: allauth's sign-in pages put the host's `site` over ours."""
    layers = [layer.get("site") for layer in context.dicts]
    return next((site for site in reversed(layers) if isinstance(site, dict)), {})


@register.simple_tag
def icon(name: str) -> str:
    """`{% icon "shield" %}`: an inline picture that a screen reader skips. An unknown name draws nothing."""
    return PICTURES.get(name, "")


@register.inclusion_tag("parts/tag.html")
def tag(text: Any, kind: str = "") -> Parts:
    """`{% tag text kind %}`: the one status of an object; kind is '', 'live', 'done' or 'warn'."""
    return {"text": words.spoken(text) if text else "", "kind": kind}


@register.filter
def said(value: Any) -> str:
    """`{{ value|said }}`: an instant, a day, a sum or a text of the law tables in the reader's language."""
    return words.said(value)


@register.filter
def spoken(text: Any) -> str:
    """`{{ state.title|spoken }}`: a text of the law tables in the reader's language."""
    return words.spoken(text)


@register.simple_tag
def form_token(subject: Any = None, row: str = "") -> str:
    """`{% form_token case %}`: the hidden token of a form that acts on ``subject`` as it is shown now: one
    key, so that a double click is one act, and its version, so that the second of two people is told. In a
    form with a row for each of several objects, ``row`` names whose it is."""
    name = f"token-{row}" if row else "token"
    version = getattr(subject, "version", 0)
    return format_html('<input type="hidden" name="{}" value="{}">', name, tokens.issue(version))


@register.filter
def role_name(role: str) -> str:
    """`{{ role|role_name }}`: 'case_officer' as people call it; a role that is not ours as it is."""
    return str(ROLE_NAMES[Role(role)]) if role in list(Role) else role


@register.filter
def masked(text: str) -> str:
    """A public text with its masks drawn as black boxes that say what they hide."""
    parts = MASK.split(text)
    boxes = ("<mark class='mask'>遮盖：{}</mark>" if place % 2 else "{}" for place in range(len(parts)))
    return format_html("".join(boxes), *parts)


# --- Days and money -----------------------------------------------------------------------------------


@register.filter
def money(amount: Any) -> str:
    """`￥180,000`; nothing for None."""
    return "" if amount in (None, "") else words.money(amount)


@register.filter
def figure(amount: Any) -> str:
    """`180,000`, for columns that name their unit in the head."""
    return "" if amount in (None, "") else words.figure(amount)


@register.filter("day")
def day_words(value: dt.date | None) -> str:
    """`2021年8月24日` as plain text, for sentences."""
    return words.day(value) if value else ""


@register.filter("instant")
def instant_words(value: dt.datetime | None) -> str:
    return words.instant(value) if value else ""


@register.simple_tag
def day(value: dt.date | None, year: bool = True) -> str:
    """`{% day date %}`: a <time>; `year=False` where the year is plain from what stands around it."""
    if not value:
        return ""
    written = words.day(value, year=year)
    return format_html('<time datetime="{}">{}</time>', f"{words.in_shanghai(value):%Y-%m-%d}", written)


@register.simple_tag
def instant(value: dt.datetime | None) -> str:
    """`{% instant at %}`: a <time> to the minute."""
    if not value:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>',
        words.in_shanghai(value).isoformat(timespec="minutes"),
        words.instant(value),
    )


@register.filter
def short_hash(digest: Any) -> str:
    """First six and last four digits of a hash."""
    digest = str(digest or "")
    return f"{digest[:6]}…{digest[-4:]}" if len(digest) > 12 else digest


# --- Clocks and rulers --------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def clock(context: Context, deadline: Any, date: bool = False) -> str:
    """`{% clock deadline %}`: the chip; `date=True` adds the last day, which a clock that stands still has not."""
    today = _today(context)
    if not (deadline and getattr(deadline, "due_on", None) and today):
        return ""
    is_held = getattr(deadline, "state", "") == "held"
    last_day = words.day(deadline.due_on) if date and not is_held else ""
    return _chip(clock_face(deadline, today), last_day, get_language())


@lru_cache(maxsize=1000)
def _chip(face: ClockFace, last_day: str, language: str) -> SafeString:
    """Drawn once for each face: the rows of a list have few."""
    return render_to_string("parts/clock.html", {"face": face, "last_day": last_day})


@register.inclusion_tag("parts/time_ruler.html", takes_context=True)
def time_ruler(context: Context, deadline: Any) -> Parts:
    today = _today(context)
    return {"ruler": rulers.time_ruler(deadline, today) if deadline and today else None}


@register.simple_tag(takes_context=True)
def mini_ruler(context: Context, deadline: Any) -> str:
    """The share that has run, under the chip of a queue row."""
    today = _today(context)
    if not (deadline and today) or (run := share_run(deadline, today)) is None:
        return ""
    return _bar(rulers.percent(run), clock_face(deadline, today).kind)


@lru_cache(maxsize=1000)
def _bar(run: str, kind: str) -> SafeString:
    return render_to_string("parts/mini_ruler.html", {"run": run, "kind": kind})


@register.inclusion_tag("parts/range_ruler.html")
def range_ruler(fine: Any, amount: Any = None, peers: Iterable[Any] = (), position: Any = None) -> Parts:
    """`{% range_ruler fine amount peers %}`: the lawful range, the amount in it, similar cases under it."""
    return {"ruler": rulers.range_ruler(fine, amount, peers, position)}


def _today(context: Context) -> Any:
    return context.get("today") or (context.get("site") or {}).get("today")


# --- Lists --------------------------------------------------------------------------------------------


@register.inclusion_tag("parts/timeline.html")
def timeline(steps: Any, tight: bool = False) -> Parts:
    """`{% timeline steps %}`: each with `title` and `state` ('done', 'now', 'next').

    And any of `on`, `at`, `when` (words), `text`, `by`, `law`, `url`. The day of a step to come is its latest
    day. `tight=True` for a margin.
    """
    return {"steps": steps, "tight": tight}


@register.inclusion_tag("parts/missing.html")
def missing(items: Any) -> Parts:
    """`{% missing items %}`: each with `kind` ('blocks', 'note', 'tip', 'ok') and `text`.

    And any of `law`, `link`, `link_text`. Gaps stand first, what is in order folds away.
    """
    items = list(items or ())
    order = {"blocks": 0, "note": 1, "tip": 2}
    gaps = [item for item in items if _kind(item) in order]
    return {
        "gaps": [(_kind(item), item) for item in sorted(gaps, key=lambda item: order[_kind(item)])],
        "complete": [item for item in items if _kind(item) == "ok"],
    }


def _kind(item: Any) -> str:
    kind = item.get("kind") if isinstance(item, dict) else getattr(item, "kind", "")
    return kind or "note"


@register.inclusion_tag("parts/steps_bar.html")
def steps_bar(stages: Any) -> Parts:
    """`{% steps_bar stages %}`: each with `name` and `state` ('done', 'now', 'next'), and `on` or `when`."""
    return {"stages": stages}


@register.inclusion_tag("parts/explanation.html")
def explanation(steps: Any) -> Parts:
    """`{% explanation trace %}`: the engine's tree of `label`, `law`, `value` and `because`.

    A node with `rejected` stays in its place as 'does not apply', with its reason. What lies more than two steps
    deep folds away. The labels are shown as they come: a desk whose trace holds codes puts words in first.
    """
    root = _step(steps) if steps else None
    if root is None:
        return {}
    conclusion = {**root, "because": []}
    return {"steps": [*root["because"], conclusion]}


def _step(node: Any, depth: int = -1) -> Parts:
    if not isinstance(node, dict):
        return {"label": str(node), "because": []}
    rejected = node.get("rejected")
    because = [_step(child, depth + 1) for child in node.get("because") or ()]
    if isinstance(rejected, list):
        because += [_rejected(norm) for norm in rejected]
    return {
        "label": node.get("label") or node.get("norm") or "",
        "law": node.get("law") or "",
        "value": _value(node.get("value")),
        "why": node.get("why") or (rejected if isinstance(rejected, str) else ""),
        "rejected": bool(rejected) and not isinstance(rejected, list),
        "because": because,
        "folds": depth > 0,
    }


def _rejected(norm: Any) -> Parts:
    return _step({**norm, "rejected": True} if isinstance(norm, dict) else {"label": norm, "rejected": True})


def _value(value: Any) -> str:
    """A value of the trace as one line: pairs joined, lists spaced, a table inside a table left out."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "; ".join(
            f"{name} {_value(part)}" for name, part in value.items() if not isinstance(part, dict)
        )
    if isinstance(value, list | tuple):
        return ", ".join(_value(part) for part in value)
    return str(value)


# --- Forms and paging ---------------------------------------------------------------------------------


@register.inclusion_tag("parts/error_summary.html")
def error_summary(form: BaseForm | None) -> Parts:
    """`{% error_summary form %}`: what still has to be put right, each with a link to its field."""
    if not (form and form.is_bound and form.errors):
        return {}
    gaps = [
        (_target(field), _named(field, error)) for field in form.visible_fields() for error in field.errors
    ]
    gaps += [("", str(error)) for error in form.non_field_errors()]
    if any(field.errors for field in form.hidden_fields()):
        gaps.append(("", _("This page is out of date. Please load it again.")))
    return {"gaps": gaps}


def _target(field: BoundField) -> str:
    """The first control of the field."""
    return field.id_for_label or f"{field.auto_id}_0"


def _named(field: BoundField, error: Any) -> str:
    """Django's own 'this field is required' does not say which."""
    if error == Field.default_error_messages["required"]:
        return _("Please fill in “%(label)s”") % {"label": field.label}
    return str(error)


@register.inclusion_tag("parts/form_fields.html")
def form_fields(form: BaseForm, *names: str) -> Parts:
    """`{% form_fields form %}`: all fields; with names only those, and then without the hidden ones."""
    fields = [form[name] for name in names] if names else form.visible_fields()
    return {"fields": fields, "hidden": () if names else form.hidden_fields()}


@register.inclusion_tag("parts/pager.html")
def pager(page: Any) -> Parts:
    """`{% pager page %}`: `previous_url` and `next_url` of a keyset page, `total` in words where known."""
    return {"page": page}
