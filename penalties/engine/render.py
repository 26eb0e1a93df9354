"""A stored explanation in words: paragraphs to read, rows for a table. Works on plain objects of a trace."""

import re
from typing import Any

from penalties.engine.phrases import (
    AMOUNTS,
    BY,
    COMPARISONS,
    FACTS,
    FLAGS,
    GRADES,
    KINDS,
    LABELS,
    LANGUAGES,
    ORDERS,
    OUTCOMES,
    REASONS,
    TIERS,
    VERDICTS,
    word,
)

Node = dict[str, Any]
_MONEY = re.compile(r"-?\d+\.\d{2,}")
_ENDINGS = ("reading", "gives_no_fine", "not_beside", "innocent", "nothing_to_multiply")
_NOT_MONEY = {"times", "low_share", "high_share", "daily_rate", "share"}
_TEXT_OF = {
    "tier": TIERS,
    "open_tiers": TIERS,
    "tiers_open": TIERS,
    "grade": GRADES,
    "grade_used": GRADES,
    "grades_known": GRADES,
    "kinds": KINDS,
    "orders": ORDERS,
}


def rows(steps: Node, lang: str) -> list[dict[str, Any]]:
    """Every step as a row: ``depth``, ``label``, ``value``, ``law``, ``by`` (the source of a given value)."""
    return _rows(steps, _checked(lang), 0)


def _rows(node: Node, lang: str, depth: int) -> list[dict[str, Any]]:
    row = {
        "depth": depth,
        "label": _label(node, lang),
        "value": _value(node, lang),
        "law": node["law"],
        "by": word(node.get("by", ""), lang, BY),
    }
    return [row, *(inner for child in node["because"] for inner in _rows(child, lang, depth + 1))]


def paragraphs(steps: Node, lang: str) -> list[str]:
    """The explanation to read, from the result to its grounds; every paragraph names its law.

    What was considered and rejected is said, and what the officer decided rather than the law.
    """
    _checked(lang)
    if steps["label"] == "total_surcharge":
        return [_with_law(steps, lang), *(_joined(child, lang) for child in steps["because"])]
    return [text for text in _act(steps, lang) if text]


def _act(steps: Node, lang: str) -> list[str]:
    parts = _by_label(steps)
    settled = parts["settled"][0]
    inner = _by_label(settled)
    return [
        _dates(parts, lang),
        *_result(settled, lang),
        *_norms(inner["prevailing"][0], lang),
        *(
            _grounds(node, lang)
            for label in ("must_not_punish", "may_not_punish")
            for node in inner.get(label, [])
        ),
        *(_joined(node, lang) for label in ("confiscation", "open_tiers") for node in inner.get(label, [])),
        *_proposal(settled, inner, lang),
        *(_version(node, lang) for node in parts.get("other_side", [])),
        *(text for node in parts.get("person", []) for text in _person(node, lang)),
        *(_flag(node, lang) for node in parts.get("flag", []) if node["value"]),
    ]


def _dates(parts: dict[str, list[Node]], lang: str) -> str:
    days = [node for label in ("started_on", "ended_on", "decided_on") for node in parts.get(label, [])]
    return _sentence([f"{_label(node, lang)} {node['value']}" for node in days], lang)


def _result(settled: Node, lang: str) -> list[str]:
    value = settled["value"]
    texts = [word(value["outcome"], lang, OUTCOMES)]
    if value["fine"]:
        texts.append(_range_text(value["fine"], lang))
    for label, codes, table in (("orders", value["orders"], ORDERS), ("kinds", value["with"], KINDS)):
        if codes:
            listed = _list([word(code, lang, table) for code in codes], lang)
            texts.append(_says(word(label, lang, LABELS), listed, lang))
    if value["any_of"]:
        texts.append(word("any_of", lang, LABELS))
    return [_sentence([f"{_label(settled, lang)}{_colon(lang)}{texts[0]}", *texts[1:]], lang, settled["law"])]


def _norms(prevailing: Node, lang: str) -> list[str]:
    """The norm that prevails with its computation, then those that were considered and gave way."""
    texts = []
    for candidate in prevailing["because"]:
        if candidate["label"] == "candidate":
            texts += _versions(candidate, lang)
    for rejected in prevailing["value"]["rejected"]:
        why = word(rejected["why"], lang, REASONS)
        label = word("gave_way", lang, LABELS)
        texts.append(_sentence([f"{label}{_colon(lang)}{rejected['norm']}", why], lang, prevailing["law"]))
    return texts


def _versions(candidate: Node, lang: str) -> list[str]:
    """One text, or the two that were compared with the reason for the choice."""
    if candidate["op"] != "lighter_version":
        return [_version(candidate, lang)]
    comparison = candidate["value"]["lex_mitior"]
    head = _says(word("lighter_version", lang, LABELS), _list(comparison["compared"], lang), lang)
    why = word(comparison["why"], lang, REASONS)
    texts = [_version(child, lang) for child in candidate["because"] if child["op"] == "under_version"]
    skipped = [
        child for child in candidate["because"] if child["label"] == "versions_between" and child["value"]
    ]
    return [
        _sentence([head, why], lang, candidate["law"]),
        *texts,
        *(_with_law(child, lang) for child in skipped),
    ]


def _version(node: Node, lang: str) -> str:
    """One text of a provision: its day, the branches tried, the figures, the tiers."""
    parts = _by_label(node)
    version = parts["version"][0]
    head = "" if node["label"] != "other_side" else word("other_side", lang) + _colon(lang)
    texts = [f"{head}{parts['norm'][0]['value']} {_says(_label(version, lang), version['value'], lang)}"]
    texts += [_test(child, lang) for child in parts.get("unlawful", [])]
    texts += [
        _inline(child, lang) for child in parts["grade_used"][0]["because"] if child["label"] == "grade"
    ]
    texts += [
        _test(child, lang)
        for child in parts["grade_used"][0]["because"]
        if child["label"] == "serious_trigger"
    ]
    texts += [_inline(child, lang) for label in _ENDINGS for child in parts.get(label, [])]
    texts += [text for child in parts.get("branch_chosen", []) for text in _branches(child, lang)]
    texts += [text for child in parts.get("fine", []) for text in _figures(child, lang)]
    texts += [_version(child, lang).rstrip("。.") for child in parts.get("referred", [])]
    return _sentence(texts, lang, node["law"])


def _branches(chosen: Node, lang: str) -> list[str]:
    """Every branch that was tried, with the test that failed, and the one that applies."""
    texts = []
    for place, branch in enumerate(chosen["because"], 1):
        tests = _list([_test(test, lang) for test in branch["because"]], lang) if branch["because"] else ""
        result = word("applies" if branch["value"] else "does_not_apply", lang)
        name = f"第{place}分支" if lang == "zh" else f"branch {place}"
        texts.append(_says(name, f"{tests}{_arrow(lang)}{result}" if tests else result, lang))
    if chosen["value"] is None:
        texts.append(word("no_branch", lang))
    return texts


def _figures(fine: Node, lang: str) -> list[str]:
    cut = fine["because"][0]
    shares = (
        "、".join(child["value"] for child in cut["because"][1:])
        if lang == "zh"
        else " and ".join(child["value"] for child in cut["because"][1:])
    )
    return [
        *_arithmetic(cut["because"][0], lang),
        f"{word('cut_points', lang, LABELS)} {shares}{_in_brackets(cut['law'], lang)}",
        _says(_label(fine, lang), _value(fine, lang), lang),
        *([word("optional", lang, LABELS)] if fine["value"]["optional"] else []),
    ]


def _arithmetic(node: Node, lang: str) -> list[str]:
    """The minimum and the maximum, each with the sum that gave it; alternatives one after the other."""
    if node["op"] == "widest":
        inner = [text for child in node["because"] for text in _arithmetic(child, lang)]
        return [*inner, _says(word("alternatives", lang), _value(node, lang), lang)]
    return [_says(_label(bound, lang), _formula(bound, lang), lang) for bound in node["because"]]


def _formula(node: Node, lang: str) -> str:
    """A figure as a sum: ``max(86.40, 10,000.00) × 10 = 100,000.00``."""
    if node["op"] == "given":
        return _value(node, lang) if node["label"] != "fact" else f"{_label(node, lang)} {_value(node, lang)}"
    parts = [_formula(child, lang) for child in node["because"]]
    if node["op"] == "product":
        return f"{' × '.join(parts)} = {_value(node, lang)}"
    name = word(node["op"], lang)
    return f"{name}({'; '.join(parts)}) = {_value(node, lang)}"


def _test(node: Node, lang: str) -> str:
    """A condition: what was found, what is asked for, and whether it holds."""
    if _compares(node):
        return _inline(node, lang)
    if node["op"] in ("any_true", "all_true", "not_true") and node["because"]:
        inner = _list([_test(child, lang) for child in node["because"]], lang)
        return f"{word(node['op'], lang)}[{inner}]"
    return _inline(node, lang)


def _grounds(node: Node, lang: str) -> str:
    """The grounds against a penalty that were looked at: those that hold, or what each of them lacks."""
    texts = [_says(_label(node, lang), _yes(node["value"], lang), lang)]
    for ground in node["because"]:
        tests = (
            [_test(ground, lang)] if _compares(ground) else [_test(test, lang) for test in ground["because"]]
        )
        law = _in_brackets(ground["law"], lang)
        texts.append(f"{_says(_label(ground, lang), _list(tests, lang), lang)}{law}")
    return _sentence(texts, lang)


def _proposal(settled: Node, inner: dict[str, list[Node]], lang: str) -> list[str]:
    proposed = settled["value"]["proposed"]
    if proposed is None:
        return []
    texts = [
        _with_law(node, lang).rstrip("。.") for label in ("proposed_fine", "tier") for node in inner[label]
    ]
    texts.append(word(proposed["verdict"], lang, VERDICTS))
    if proposed["tiers"]:
        texts.append(_list([word(tier, lang, TIERS) for tier in proposed["tiers"]], lang))
    if proposed["position_pct"] is not None:
        texts.append(("位于幅度的 " if lang == "zh" else "at ") + proposed["position_pct"] + "%")
    texts += [_joined(node, lang).rstrip("。.") for node in inner["ground"]]
    return [_sentence(texts, lang)]


def _person(node: Node, lang: str) -> list[str]:
    parts = _by_label(node)
    settled = parts["settled"][0]
    head = _label(node, lang)
    flags = [_flag(flag, lang) for flag in parts.get("flag", []) if flag["value"]]
    return [
        f"{head}{_colon(lang)}{_result(settled, lang)[0]}",
        *_norms(_by_label(settled)["prevailing"][0], lang),
        *flags,
    ]


def _flag(node: Node, lang: str) -> str:
    """A flag with the comparison that raised it."""
    tests = [test for test in node["because"] if test["because"] and test["because"][0]["value"] is not True]
    laws = [child["law"] for test in node["because"] for child in test["because"] if child["law"]]
    texts = [_label(node, lang), *(_test(test, lang) for test in tests)]
    return _sentence(texts, lang, node["law"] or (laws[-1] if laws else ""))


def _joined(node: Node, lang: str) -> str:
    """A step and everything below it as one paragraph."""
    return _sentence([_inline(node, lang), *_below(node, lang)], lang, node["law"])


def _below(node: Node, lang: str) -> list[str]:
    """What a step rests on; a law is named where it is another one than that of the step above."""
    texts: list[str] = []
    for child in [] if _compares(node) else node["because"]:
        law = child["law"] if child["law"] != node["law"] else ""
        texts += [f"{_inline(child, lang)}{_in_brackets(law, lang)}", *_below(child, lang)]
    return texts


def _compares(node: Node) -> bool:
    return node["op"] in COMPARISONS and len(node["because"]) >= 2


def _inline(node: Node, lang: str) -> str:
    """One step in a few words; a comparison shows both of its sides."""
    if _compares(node):
        left, right = node["because"][:2]
        subject = _about(left, lang) or _about(node, lang) or _label(left, lang)
        result = word("holds" if node["value"] else "does_not_hold", lang)
        asked = _value({**right, "about": left.get("about", "")}, lang)
        relation = "" if node["op"] in ("equal", "one_of") else f"{word(node['op'], lang, COMPARISONS)} "
        found = _says(subject, _value(left, lang), lang)
        comma = "，" if lang == "zh" else ", "
        return f"{found}{comma}{word('wanted', lang, LABELS)} {relation}{asked}{_arrow(lang)}{result}"
    return f"{_says(_label(node, lang), _value(node, lang), lang)}{_source(node, lang)}"


def _with_law(node: Node, lang: str) -> str:
    return _sentence([_inline(node, lang)], lang, node["law"])


def _source(node: Node, lang: str) -> str:
    if node.get("by") != "officer":
        return ""
    return f"（{word('officer', lang, BY)}）" if lang == "zh" else f" ({word('officer', lang, BY)})"


def _label(node: Node, lang: str) -> str:
    label, about = word(node["label"], lang, LABELS), _about(node, lang)
    if node["label"] in ("fact", "flag") and about:
        return about
    if not about:
        return label
    return f"{label}（{about}）" if lang == "zh" else f"{label} ({about})"


def _about(node: Node, lang: str) -> str:
    return word(node.get("about", ""), lang, AMOUNTS, FACTS, FLAGS)


def _value(node: Node, lang: str) -> str:
    value = node["value"]
    if isinstance(value, dict):
        return _object(node["label"], value, lang)
    if isinstance(value, list):
        table = _TEXT_OF.get(node["label"], {})
        return _list([_scalar(entry, lang, node, table) for entry in value], lang)
    return _scalar(value, lang, node, _TEXT_OF.get(node["label"], {}))


def _scalar(value: Any, lang: str, node: Node, table: dict[str, tuple[str, str]]) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _yes(value, lang)
    if isinstance(value, str) and node["label"] not in _NOT_MONEY and _MONEY.fullmatch(value):
        return _money(value, lang)
    if isinstance(value, str) and node.get("about") == "grade":
        return word(value, lang, GRADES)
    if value == "0" and node.get("about") in AMOUNTS:
        return _money("0.00", lang)
    return word(str(value), lang, table)


def _object(label: str, value: dict[str, Any], lang: str) -> str:
    if "min" in value:
        return _range_text(value, lang)
    if label == "gave_way":
        return f"{value['norm']} {word(value['why'], lang, REASONS)}"
    if label in ("late_part", "due_date", "total_surcharge"):
        return _money(value["surcharge"], lang)
    if label == "late_surcharge":
        return _money(value["amount"], lang)
    if "outcome" in value:
        return word(value["outcome"], lang, OUTCOMES)
    if "version" in value:
        fine = _range_text(value["fine"], lang) if value["fine"] else word("no_fine", lang, OUTCOMES)
        return f"{value['norm']} {value['version']} {fine}"
    return ""


def _range_text(fine: dict[str, Any], lang: str) -> str:
    between = f"{_money(fine['min'], lang)}—{_money(fine['max'], lang)}"
    if "lighter" not in fine:
        return between
    bands = [
        f"{word(tier, lang, TIERS)} {_money(fine[tier][0], lang)}—{_money(fine[tier][1], lang)}"
        for tier in ("lighter", "ordinary", "heavier")
    ]
    brackets = ("（", "）") if lang == "zh" else (" (", ")")
    return f"{between}{brackets[0]}{_list(bands, lang)}{brackets[1]}"


def _money(amount: str, lang: str) -> str:
    whole, _, fen = amount.partition(".")
    grouped = f"{int(whole):,}.{fen.rstrip('0').ljust(2, '0')}"
    return f"{grouped}元" if lang == "zh" else f"CNY {grouped}"


def _yes(value: Any, lang: str) -> str:
    return {True: ("是", "yes"), False: ("否", "no")}[bool(value)][LANGUAGES.index(lang)]


def _list(entries: list[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(entries) or "—"


def _says(label: str, value: str, lang: str) -> str:
    return f"{label}{_colon(lang)}{value}"


def _colon(lang: str) -> str:
    return "：" if lang == "zh" else ": "


def _arrow(lang: str) -> str:
    return "——" if lang == "zh" else " — "


def _sentence(texts: list[str], lang: str, law: str = "") -> str:
    body = ("；" if lang == "zh" else "; ").join(texts)
    return f"{body}{_in_brackets(law, lang)}{'。' if lang == 'zh' else '.'}"


def _in_brackets(law: str, lang: str) -> str:
    if not law:
        return ""
    return f"（{law}）" if lang == "zh" else f" [{law}]"


def _by_label(node: Node) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for child in node["because"]:
        found.setdefault(child["label"], []).append(child)
    return found


def _checked(lang: str) -> str:
    if lang not in LANGUAGES:
        raise ValueError(f"lang: one of {', '.join(LANGUAGES)}")
    return lang
