"""The fields that forms of this desk share: papers, a credit code."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from casework.kernel.codes import uscc_is_valid
from casework.kernel.errors import Invalid
from casework.kernel.files import accept_upload
from casework.kernel.rest import say
from complaints.services import SentFile
from complaints.services.drafts import MOST_FILES, TOO_MANY

STORY_LENGTH = 2000


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PapersField(forms.FileField):
    """Photos and PDFs, each judged by its content; cleaned to a list of :class:`SentFile`."""

    widget = SeveralFiles(
        attrs={"accept": "image/jpeg,image/png,application/pdf", "multiple": True, "data-preview": "chosen"}
    )

    def clean(self, value: Any, initial: Any = None) -> list[SentFile]:
        uploads = value if isinstance(value, list | tuple) else [value]
        uploads = [upload for upload in uploads if upload]
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(say(TOO_MANY))
        try:
            return [accepted(upload) for upload in uploads]
        except Invalid as error:
            raise forms.ValidationError(say(error.message)) from error


def accepted(upload: UploadedFile) -> SentFile:
    """A photo or a PDF, judged by its content; :class:`Invalid` says what may be sent instead."""
    content, content_type = accept_upload(upload)
    return SentFile(upload.name or "", content, content_type)


class MoneyField(forms.DecimalField):
    """A sum as people write it: ``￥1,200`` or ``1200元``."""

    def __init__(self, **more: Any) -> None:
        more = {"max_digits": 18, "decimal_places": 2, "min_value": 0, "required": False, **more}
        super().__init__(
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **more
        )

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.translate(dict.fromkeys(map(ord, "￥¥元,， ")))
        return super().to_python(value)


def papers(label: Any) -> PapersField:
    return PapersField(
        label=label, required=False, help_text=_("JPEG, PNG or PDF, at most 30 MB each and ten in all.")
    )


def checked_code(typed: str) -> str:
    """A unified social credit code without the spaces and small letters that people type."""
    code = "".join(typed.split()).upper()
    if code and not uscc_is_valid(code):
        raise forms.ValidationError(
            _("This code is not right. Compare its 18 characters with the licence, or leave it empty.")
        )
    return code
