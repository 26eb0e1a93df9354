"""What the desk chooses for an import: kind and file, then a column for each field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.kernel.rest import say
from complaints.lifecycle.importing import IMPORTS
from complaints.models import ImportRun
from complaints.services.imports.fields import FIELDS
from complaints.vocabulary import Spoken


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is imported?"), choices=Spoken(IMPORTS), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("XLSX, or CSV in UTF-8 or GB18030, at most 20 MB and 20,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )


class ColumnsForm(forms.Form):
    """One choice for each field of the kind: the column of the file that fills it."""

    def __init__(self, *args: Any, run: ImportRun, headers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("(not in the file)")), *((header, header) for header in headers)]
        for field in FIELDS[run.kind]:
            self.fields[field.name] = forms.ChoiceField(
                label=say(field.title),
                help_text=say(field.hint),
                choices=choices,
                required=field.required,
                initial=run.columns.get(field.name, ""),
            )

    def columns(self) -> dict[str, str]:
        return {name: header for name, header in self.cleaned_data.items() if header}
