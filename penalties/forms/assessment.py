"""What a penalty is assessed from, as a form. What it asks follows from the provisions and the days chosen."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.kernel.rest import say
from penalties import case_facts, queries, vocabulary
from penalties.case_facts import Answers, Asked, Fact, PersonAnswers

DAY = {"type": "date"}
MONEY = {"inputmode": "decimal", "autocomplete": "off"}
YES_NO = ("true", "false")
MOST_PERSONS = 6
# What is not an answer about the case.
UNSAID = ("q", "violation", "basis", "composed_violation", "composed_basis")
# An amount is read as typed by people: full-width digits, thousands commas, a sign of currency.
AMOUNT = re.compile(r"\d{1,18}(\.\d{1,12})?")


class AmountField(forms.CharField):
    """A sum in yuan as a plain decimal string, with the decimals that were typed."""

    def to_python(self, value: Any) -> str:
        typed = unicodedata.normalize("NFKC", super().to_python(value))
        plain = re.sub(r"[,\s¥元]", "", typed)
        if plain and not AMOUNT.fullmatch(plain):
            raise forms.ValidationError(_("Write the amount in yuan, in figures: 180000 or 180,000.50"))
        return plain


class AssessmentForm(forms.Form):
    """What is asked of everybody: the conduct, its days, amounts, facts, factors, tier and amount."""

    q = forms.CharField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("Words of the complaint or of the law, an article, or the id of a provision"),
        required=False,
        max_length=120,
    )
    norms = forms.MultipleChoiceField(label=gettext_lazy("Provision"), widget=forms.CheckboxSelectMultiple)
    ended_on = forms.DateField(
        label=gettext_lazy("Day the act ended"),
        help_text=gettext_lazy("It decides which text of the law applies"),
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
    )
    started_on = forms.DateField(
        label=gettext_lazy("Day it began"), widget=forms.DateInput(DAY, format="%Y-%m-%d"), required=False
    )
    grade = forms.ChoiceField(label=gettext_lazy("Gravity"), widget=forms.RadioSelect, required=False)
    factors = forms.MultipleChoiceField(
        label=gettext_lazy("Discretion factors"), widget=forms.CheckboxSelectMultiple, required=False
    )
    tier = forms.ChoiceField(
        label=gettext_lazy("Tier"),
        help_text=gettext_lazy("Chosen by a person, from the factors"),
        widget=forms.RadioSelect,
        required=False,
    )
    proposed_fine = AmountField(
        label=gettext_lazy("Proposed fine"),
        help_text=gettext_lazy("In yuan"),
        widget=forms.TextInput(MONEY),
        required=False,
    )

    def __init__(
        self, data: QueryDict | None, *, decided_on: dt.date, party_kind: str, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.decided_on, self.party_kind = decided_on, party_kind
        if data is not None:  # a question that was just added has its first answer
            self.data = data.copy()
            self.data.setdefault("grade", "ordinary")
            self.data.setdefault("tier", "")
        self.ended = self._day_now("ended_on") or decided_on
        self.chosen = self._list_now("norms")
        self.asked = self._ask()
        self.amount_names = [name for name in self.asked.amounts if self._is_open(name)]
        fields = self.fields
        fields["norms"].choices = [(offer.norm, offer.citation) for offer in case_facts.offers(self.ended)]
        fields["tier"].choices = [("", _("Not chosen yet")), *choices(vocabulary.TIERS)]
        if self.asked.has_grades:
            fields["grade"].choices = choices(vocabulary.GRADES)
            self.initial.setdefault("grade", "ordinary")
        else:
            del fields["grade"]
        self._add_amounts()
        for fact in (*self.asked.facts, *case_facts.exempting_facts()):
            fields[f"fact_{fact.name}"] = _fact_field(fact)
        self.person_ids = [f"p{n}" for n in range(1, self._count_persons() + 1)]
        for person in self.person_ids:
            self._add_person(person)
        self._factors = [
            factor
            for factor in case_facts.factors_on(decided_on)
            if factor.code != "30-age-14-17" or party_kind != "unit"
        ]
        fields["factors"].choices = [(factor.code, in_words(factor)) for factor in self._factors]

    def _ask(self) -> Asked:
        known = {offer.norm for offer in case_facts.offers(self.ended)}
        norms = [norm for norm in self.chosen if norm in known]
        return case_facts.asked_by(norms, days=[self.ended, self.decided_on], party_kind=self.party_kind)

    def _is_open(self, name: str) -> bool:
        """Nothing can have been refunded before it is known what was gained."""
        return name != "refunded" or self._now("amount_illegal_gains") == "known"

    def _add_amounts(self) -> None:
        for name in self.amount_names:
            label = capfirst(say(vocabulary.text(vocabulary.AMOUNTS, name)))
            self.fields[f"amount_{name}"] = forms.ChoiceField(
                label=label,
                choices=choices(vocabulary.AMOUNT_STATES),
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"value_{name}"] = AmountField(
                label=_("%(amount)s in yuan") % {"amount": label},
                widget=forms.TextInput(MONEY),
                required=False,
            )

    def _count_persons(self) -> int:
        """Those that are filled in, and one more."""
        if self.asked.persons is None:
            return 0
        filled = [n for n in range(1, MOST_PERSONS + 1) if self._now(f"p{n}_role")]
        return min(max(filled, default=0) + 1, MOST_PERSONS)

    def _add_person(self, person: str) -> None:
        asked = self.asked.persons
        assert asked is not None
        roles = choices({role: vocabulary.VALUES[role] for role in vocabulary.PERSON_ROLES})
        self.fields[f"{person}_role"] = forms.ChoiceField(
            label=_("Responsible person %(n)s") % {"n": person[1:]},
            choices=[("", _("Nobody")), *roles],
            required=False,
        )
        if len(asked.norms) > 1:
            self.fields[f"{person}_norm"] = forms.ChoiceField(
                label=_("Punished under"), choices=list(asked.norms.items()), required=False
            )
        for name in asked.amounts:
            label = capfirst(say(vocabulary.AMOUNTS[name]))
            self.fields[f"{person}_{name}"] = AmountField(
                label=_("%(amount)s in yuan") % {"amount": label},
                widget=forms.TextInput(MONEY),
                required=False,
            )
        for name in asked.ticks:
            self.fields[f"{person}_{name}"] = forms.BooleanField(
                label=capfirst(say(vocabulary.FACTS[name])), required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.amount_names:
            state, value = cleaned.get(f"amount_{name}"), cleaned.get(f"value_{name}")
            if value and not state:  # the number says it
                cleaned[f"amount_{name}"] = "known"
            elif state == "known" and not value and f"value_{name}" not in self.errors:
                self.add_error(f"value_{name}", _("Write the amount that was established"))
        started, ended = cleaned.get("started_on"), cleaned.get("ended_on")
        if started and ended and started > ended:
            self.add_error("started_on", _("The act cannot begin after it ended"))
        if ended and ended > self.decided_on:
            self.add_error("ended_on", _("The act cannot end after the day of the decision"))
        return cleaned

    def answers(self) -> Answers:
        """The cleaned form as the answers of one act."""
        cleaned = self.cleaned_data
        fine = cleaned["proposed_fine"]
        return Answers(
            norms=tuple(cleaned["norms"]),
            ended_on=cleaned["ended_on"],
            started_on=cleaned["started_on"],
            grade=cleaned.get("grade") or "ordinary",
            amounts=dict(self._amounts()),
            facts=dict(self._facts()),
            factors=tuple(cleaned["factors"]),
            tier=cleaned["tier"] or None,
            proposed_fine=Decimal(fine).quantize(Decimal("0.01")) if fine else None,
            persons=tuple(self._persons()),
        )

    def _amounts(self) -> Any:
        for name in self.amount_names:
            state = self.cleaned_data[f"amount_{name}"]
            if state:
                yield name, self.cleaned_data[f"value_{name}"] if state == "known" else state

    def _facts(self) -> Any:
        for fact in (*self.asked.facts, *case_facts.exempting_facts()):
            value = self.cleaned_data[f"fact_{fact.name}"]
            if fact.kind == "tick" and value:
                yield fact.name, True
            elif fact.kind == "yes_no" and value:
                yield fact.name, value == "true"
            elif fact.kind in ("number", "choice") and value:
                yield fact.name, value

    def _persons(self) -> Any:
        asked, cleaned = self.asked.persons, self.cleaned_data
        for person in self.person_ids:
            if asked and cleaned[f"{person}_role"]:
                typed = {name: cleaned[f"{person}_{name}"] for name in asked.amounts}
                amounts = {name: value for name, value in typed.items() if value}
                facts = {name: True for name in asked.ticks if cleaned[f"{person}_{name}"]}
                norm = cleaned.get(f"{person}_norm") or next(iter(asked.norms))
                yield PersonAnswers(person, cleaned[f"{person}_role"], norm or None, amounts, facts)

    def answered(self) -> dict[str, str]:
        """What the form holds, in words: label → answer. What was left open is left out."""
        said = {}
        for bound in self.visible_fields():
            value = bound.value()
            if bound.name not in UNSAID and value not in (None, "", False, []):
                said[self._label(bound.name)] = _said(bound.field, value)
        return said

    def _label(self, name: str) -> str:
        """The label of a field; of a person's or an amount's own field with whose it is."""
        label = str(self.fields[name].label)
        owner = {"p": f"{name.partition('_')[0]}_role", "w": f"amount_{name.removeprefix('why_')}"}
        of_a_person = name.partition("_")[0] in self.person_ids and not name.endswith("_role")
        if not of_a_person and not name.startswith("why_"):
            return label
        whose = self.fields[owner["p" if of_a_person else "w"]].label
        return _("%(whose)s: %(label)s") % {"whose": whose, "label": label}

    # --- For the template ---------------------------------------------------------------------------------

    def offers(self) -> list[dict[str, Any]]:
        """The provisions to tick: those chosen, then those that the words find."""
        words = str(self._now("q") or "")
        found = [*queries.chosen_provisions(self.chosen, self.ended)]
        found += [o for o in queries.find_provisions(words, self.ended) if o.norm not in self.chosen]
        return [{"offer": offer, "is_chosen": offer.norm in self.chosen} for offer in found]

    def amounts(self) -> list[dict[str, Any]]:
        """Those that the provision asks for, each with its state; the refund after the gains."""
        return [
            {
                "state": self[f"amount_{name}"],
                "value": self[f"value_{name}"],
                "why": self[f"why_{name}"] if f"why_{name}" in self.fields else None,
                "proof": self[f"evidence_{name}"] if f"evidence_{name}" in self.fields else None,
            }
            for name in self.amount_names
        ]

    def facts(self) -> list[dict[str, Any]]:
        """The questions without whose answer there may be no result."""
        return self._questions("yes_no", "choice")

    def more_facts(self) -> list[dict[str, Any]]:
        """Those that count only where they are recorded."""
        return self._questions("tick", "number")

    def _questions(self, *kinds: str) -> list[dict[str, Any]]:
        """The fields of these facts, each with the field of its evidence where there is one."""
        names = [fact.name for fact in self.asked.facts if fact.kind in kinds]
        proofs = {name: self[f"evidence_{name}"] for name in names if f"evidence_{name}" in self.fields}
        return [{"answer": self[f"fact_{name}"], "proof": proofs.get(name)} for name in names]

    def exempting(self) -> list[Any]:
        return [self[f"fact_{fact.name}"] for fact in case_facts.exempting_facts()]

    def persons(self) -> list[list[Any]]:
        """The fields of each responsible person."""
        return [[self[name] for name in self.fields if name.startswith(f"{p}_")] for p in self.person_ids]

    def has_persons(self) -> bool:
        return len(self.person_ids) > 1

    def has_more(self) -> bool:
        """Whether anything is filled in, or wrong, beyond conduct, day and what the provision asks for."""
        more = ["started_on", "grade", "tier", "factors", *(f"{p}_role" for p in self.person_ids)]
        usual = (None, "", False, "ordinary", [])
        names = [name for name in more if name in self.fields] + [
            row["answer"].name for row in self.more_facts()
        ]
        return self.has_exempting() or any(
            self[name].value() not in usual or self[name].errors for name in names
        )

    def has_exempting(self) -> bool:
        return any(field.value() for field in self.exempting())

    def factor_groups(self) -> list[dict[str, Any]]:
        """The factors by their effect, each with whether it is ticked and the field of its evidence."""
        ticked = self._list_now("factors")
        rows: dict[str, list[dict[str, Any]]] = {}
        for factor in self._factors:
            proof = f"evidence_{factor.code}"
            rows.setdefault(factor.effect, []).append(
                {
                    "code": factor.code,
                    "words": in_words(factor),
                    "law": factor.article,
                    "is_ticked": factor.code in ticked,
                    "proof": self[proof] if proof in self.fields else None,
                }
            )
        return [
            {
                "effect": vocabulary.EFFECTS[effect],
                "factors": factors,
                "is_open": any(f["is_ticked"] for f in factors),
            }
            for effect, factors in rows.items()
        ]

    def _now(self, name: str) -> Any:
        return self.data.get(name) if self.is_bound else self.initial.get(name)

    def _list_now(self, name: str) -> list[str]:
        if not self.is_bound:
            return list(self.initial.get(name, ()))
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else list(self.data.get(name, ()))

    def _day_now(self, name: str) -> dt.date | None:
        value = self._now(name)
        try:
            return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
        except ValueError:
            return None


def initial_of(answers: Answers) -> dict[str, Any]:
    """The form's first values for answers that were stored."""
    initial: dict[str, Any] = {
        "norms": list(answers.norms),
        "ended_on": answers.ended_on,
        "started_on": answers.started_on,
        "grade": answers.grade,
        "factors": list(answers.factors),
        "tier": answers.tier or "",
        "proposed_fine": ""
        if answers.proposed_fine is None
        else f"{answers.proposed_fine:f}".removesuffix(".00"),
    }
    for name, value in answers.amounts.items():
        is_state = value in ("none", "unknown")
        initial |= {
            f"amount_{name}": value if is_state else "known",
            f"value_{name}": "" if is_state else value,
        }
    for name, fact in answers.facts.items():
        initial[f"fact_{name}"] = str(fact).lower() if isinstance(fact, bool) else fact
    for number, person in enumerate(answers.persons, start=1):
        initial |= {f"p{number}_role": person.role, f"p{number}_norm": person.norm or ""}
        known = {name: value for name, value in person.amounts.items() if value not in ("none", "unknown")}
        initial |= {f"p{number}_{name}": value for name, value in (*known.items(), *person.facts.items())}
    return initial


def _fact_field(fact: Fact) -> forms.Field:
    label = capfirst(say(vocabulary.text(vocabulary.FACTS, fact.name)))
    if fact.kind == "tick":
        return forms.BooleanField(label=label, required=False)
    if fact.kind == "number":
        widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
        return forms.IntegerField(label=label, required=False, min_value=1, widget=widget)
    values = YES_NO if fact.kind == "yes_no" else fact.values
    choices = [(value, capfirst(say(vocabulary.text(vocabulary.VALUES, value)))) for value in values]
    return forms.ChoiceField(
        label=label, required=False, choices=[("", _("Not answered")), *choices], widget=forms.Select
    )


def _said(field: forms.Field, value: Any) -> str:
    """An answer as the form shows it."""
    if not isinstance(field, forms.ChoiceField):
        return say(vocabulary.VALUES["true"]) if value is True else str(value)
    names = {str(code): str(words) for code, words in field.choices}
    values = value if isinstance(value, list) else [value]
    return _("; ").join(names.get(str(one), str(one)) for one in values)


def choices(table: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(code, capfirst(say(words))) for code, words in table.items()]


def in_words(factor: Any) -> str:
    return capfirst(say(vocabulary.Text(factor.zh, factor.en)))
