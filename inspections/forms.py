"""What officers fill in: the plan at a desk; record, photos and signatures on a phone."""

import base64
import binascii
import hashlib
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _

from casework.kernel import files
from casework.kernel.errors import DomainError
from casework.kernel.models import User
from casework.kernel.rest import say
from inspections.lifecycle import ANSWERS, BASIS, KINDS, TOLD_DRAFT
from inspections.models import Visit
from inspections.services.evidence import METHOD

CHECKLIST = """有没有收集来访者个人信息的设备、登记表或者程序
显著位置有没有告知收集的目的、方式和范围
收集之前有没有取得本人同意
收集的信息存放在哪里，谁能看到
有没有提供给他人
当场要求改正什么"""

SIGNATURE_MAX = 400_000  # characters of a drawn signature as it is posted


def refuse(form: forms.Form, error: DomainError) -> None:
    """What the verb refused stands on the form, with its article, and what was typed comes back."""
    form.add_error(None, f"{say(error.message)}{f'（{error.law}）' if error.law else ''}")


class PlanForm(forms.Form):
    officers = forms.MultipleChoiceField(
        label=_("Officers"),
        help_text=_("Two or more. Only those with a certificate valid today are listed."),
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.CharField(label=_("Place"), max_length=200)
    planned_for = forms.DateTimeField(
        label=_("Day and time"), widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    )
    purpose = forms.CharField(
        label=_("What will be looked at"),
        help_text=_("One point a line. The notice to the business says the same."),
        widget=forms.Textarea({"rows": 4}),
    )
    checklist = forms.CharField(
        label=_("Checklist"),
        help_text=_("One question a line, to be answered on site."),
        initial=CHECKLIST,
        widget=forms.Textarea({"rows": 6}),
        required=False,
    )
    basis = forms.CharField(label=_("Legal basis"), max_length=300, initial=BASIS)
    reason = forms.CharField(
        label=_("Why the visit is needed"),
        help_text=_("The head of the bureau reads this before approving."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, officers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in officers if _certificate(person)}
        self.fields["officers"].choices = [
            (key, f"{person.name}　{_certificate(person)}") for key, person in self.people.items()
        ]

    def clean_officers(self) -> list[User]:
        chosen = [self.people[key] for key in self.cleaned_data["officers"]]
        if len(chosen) < 2:
            raise forms.ValidationError(_("Choose at least two officers."))
        return chosen

    def clean_checklist(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["checklist"].splitlines() if line.strip()]


def _certificate(person: User) -> str:
    """The enforcement certificate, as ``queries.officers_of`` prefetched those valid on the day."""
    return next((c.number for c in person.certificates.all() if not c.is_legal_qualification), "")


class RecordForm(forms.Form):
    """The site record. Nothing is required before the end: what is there is kept."""

    told_rights = forms.CharField(
        label=_("Certificates shown, rights told"),
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    party_name = forms.CharField(
        label=_("Who of the party is there"),
        help_text=_("Leave empty if nobody is."),
        max_length=60,
        required=False,
    )
    party_capacity = forms.CharField(
        label=_("In what capacity"),
        help_text=_("For example: manager on duty"),
        max_length=120,
        required=False,
    )
    findings = forms.CharField(
        label=_("What you find"),
        help_text=_("In order, one matter a paragraph: what, where, how many, which photo."),
        widget=forms.Textarea({"rows": 8}),
        required=False,
    )
    party_statement = forms.CharField(
        label=_("What the party says"), widget=forms.Textarea({"rows": 4}), required=False
    )
    recording = forms.CharField(
        label=_("Sound and video recording"),
        help_text=_("Device, length, who made it."),
        max_length=300,
        required=False,
    )
    no_evidence_note = forms.CharField(
        label=_("Why there is no photo"),
        help_text=_("Only if nothing could be photographed."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        kwargs.setdefault("initial", self._of(visit))
        super().__init__(*args, **kwargs)
        self.points = range(len(visit.checklist))
        for number, point in enumerate(visit.checklist):
            self.fields[f"answer_{number}"] = forms.ChoiceField(
                label=point["question"],
                choices=[(key, say(words)) for key, words in ANSWERS.items()],
                widget=forms.RadioSelect,
                initial=point["answer"],
                required=False,
            )
            self.fields[f"note_{number}"] = forms.CharField(
                label=_("Remark"), max_length=200, initial=point["note"], required=False
            )

    @property
    def checklist(self) -> list[tuple[Any, Any]]:
        return [(self[f"answer_{number}"], self[f"note_{number}"]) for number in self.points]

    def verb_fields(self) -> dict[str, Any]:
        """The form as ``visits.record_findings`` takes it."""
        given = self.cleaned_data
        answers = [
            {"answer": given[f"answer_{number}"], "note": given[f"note_{number}"]} for number in self.points
        ]
        return {"answers": answers, **{name: given[name] for name in self.base_fields}}

    @classmethod
    def _of(cls, visit: Visit) -> dict[str, str]:
        initial = {name: getattr(visit, name) for name in cls.base_fields}
        certificates = "、".join(officer.certificate_number for officer in visit.team())
        return {
            **initial,
            "told_rights": visit.told_rights or TOLD_DRAFT.format(certificates=certificates),
        }


class Pictures(forms.FileField):
    """Several JPEG or PNG files, as ``[(bytes, type)]``, judged by content and not by name."""

    class Input(forms.ClearableFileInput):
        allow_multiple_selected = True

    widget = Input

    def clean(self, data: Any, initial: Any = None) -> list[tuple[bytes, str]]:
        uploads = data if isinstance(data, list | tuple) else [data]
        return [accepted(super(Pictures, self).clean(upload, initial)) for upload in uploads or [None]]


def accepted(upload: UploadedFile, kinds: Iterable[str] = ("JPEG", "PNG")) -> tuple[bytes, str]:
    try:
        return files.accept_upload(upload, kinds=kinds)
    except DomainError as error:
        raise forms.ValidationError(say(error.message)) from error


class PhotoForm(forms.Form):
    """One or more photos of the same thing. The hidden uuid makes a second sending the same evidence."""

    photos = Pictures(
        label=_("Photos"),
        help_text=_("JPEG or PNG, up to 30 MB each. The original is kept as it is."),
        widget=Pictures.Input(
            {
                "accept": "image/jpeg,image/png",
                "capture": "environment",
                "multiple": True,
                "data-preview": "chosen",
            }
        ),
    )
    caption = forms.CharField(label=_("What it shows"), max_length=190)
    subject = forms.CharField(label=_("What it is to prove"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind of evidence"), choices=[(kind, kind) for kind in KINDS])
    method = forms.CharField(label=_("How it was made"), max_length=200, initial=METHOD)
    taken_at = forms.DateTimeField(
        label=_("Taken at"),
        help_text=_("Only if it was not taken just now."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        required=False,
    )
    uuid = forms.UUIDField(widget=forms.HiddenInput)
    latitude = forms.DecimalField(
        min_value=-90, max_value=90, decimal_places=6, required=False, widget=forms.HiddenInput
    )
    longitude = forms.DecimalField(
        min_value=-180, max_value=180, decimal_places=6, required=False, widget=forms.HiddenInput
    )
    accuracy = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, say(words)) for kind, words in KINDS.items()]

    def items(self) -> list[dict[str, Any]]:
        """One set of arguments of ``add_evidence`` for each photo; several are numbered in their captions."""
        given = dict(self.cleaned_data)
        photos, form_uuid, caption = given.pop("photos"), given.pop("uuid"), given.pop("caption")
        return [
            {
                **given,
                "client_uuid": uuid.uuid5(form_uuid, hashlib.sha256(content).hexdigest()),
                "content": content,
                "content_type": content_type,
                "caption": caption if len(photos) == 1 else f"{caption}（{number}）",
            }
            for number, (content, content_type) in enumerate(photos, start=1)
        ]


class SignForm(forms.Form):
    """A signature drawn on the screen, or a photo of the signed paper, or why there is none."""

    seen = forms.CharField(widget=forms.HiddenInput)
    drawn = forms.CharField(widget=forms.HiddenInput, required=False, max_length=SIGNATURE_MAX)
    paper = forms.FileField(
        label=_("Photo of the signed paper"),
        widget=forms.FileInput({"accept": "image/jpeg,image/png", "capture": "environment"}),
        required=False,
    )

    def clean_drawn(self) -> tuple[bytes, str] | None:
        return _drawn(self.cleaned_data["drawn"]) if self.cleaned_data["drawn"] else None

    def clean_paper(self) -> tuple[bytes, str] | None:
        return accepted(self.cleaned_data["paper"]) if self.cleaned_data["paper"] else None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not self._is_answered(given):
            raise forms.ValidationError(_("Sign, or add the photo of the signed paper."))
        return given

    @property
    def signature(self) -> dict[str, Any]:
        """``image`` and ``method`` as the verbs take them."""
        paper = self.cleaned_data["paper"]
        return {"image": paper or self.cleaned_data["drawn"], "method": "paper" if paper else "drawn"}

    def _is_answered(self, given: dict[str, Any]) -> bool:
        return bool(given.get("drawn") or given.get("paper"))


class PartySignForm(SignForm):
    name = forms.CharField(label=_("Name of whoever signs"), max_length=60, required=False)
    refusal = forms.CharField(
        label=_("Refused, or nobody there: what happened"),
        help_text=_("Say who, why, and that it is on the recording. No signature is needed then."),
        max_length=300,
        required=False,
    )

    field_order = ["name", "drawn", "paper", "refusal"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors and not given["refusal"] and not given["name"]:
            self.add_error("name", _("Give the name of whoever signs."))
        return given

    def _is_answered(self, given: dict[str, Any]) -> bool:
        return bool(given.get("refusal")) or super()._is_answered(given)


def _drawn(address: str) -> tuple[bytes, str]:
    """The PNG in a ``data:`` address, as a canvas gives it."""
    head, _comma, body = address.partition(",")
    try:
        if head != "data:image/png;base64":
            raise ValueError(head)
        content = base64.b64decode(body, validate=True)
    except (ValueError, binascii.Error) as error:
        raise forms.ValidationError(_("The signature could not be read. Clear it and sign again.")) from error
    return accepted(SimpleUploadedFile("signature.png", content), kinds=("PNG",))
