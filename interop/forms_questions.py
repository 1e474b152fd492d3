"""What the pages of question files ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from competencies.models.state import ContentState
from interop.questions import reading
from interop.questions.formats import FORMATS, WRITABLE
from interop.questions.limits import check_size
from interop.questions.parsed import Parsed, QuestionFileError
from interop.questions.wording import place, reason


class QuestionUploadForm(forms.Form):
    """A file of questions. Once valid, `data_read` and `parsed` are there."""

    file = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose the file that holds the questions.")},
        allow_empty_file=True,
        help_text=_("GIFT, Aiken, Moodle XML, QTI 2.1 or 3.0, YAML, or a zip of these; at most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.gift,.xml,.zip,.yaml,.yml,.aiken"}),
    )
    format = forms.ChoiceField(
        label=_("Format"),
        choices=[
            (reading.AUTO, _("Told by the file")),
            *((code, one.label) for code, one in FORMATS.items()),
        ],
        initial=reading.AUTO,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.data_read = b""
        self.parsed: Parsed | None = None

    def clean(self) -> dict[str, Any]:
        """Read the file. What cannot be read is said with its place and remedy."""
        given = super().clean() or self.cleaned_data
        file: UploadedFile | None = given.get("file")
        if file is None or "format" not in given:
            return given
        try:
            check_size(file.size or 0)
            self.data_read = file.read()
            self.parsed = reading.read(self.data_read, file.name or "", given["format"])
        except QuestionFileError as error:
            where = place(error.refused)
            said = f"{where}: {reason(error.refused)}" if where else reason(error.refused)
            self.add_error("file", said)
        return given


class TakeForm(forms.Form):
    """Take the questions: all of them, or those that are good."""

    take_good = forms.BooleanField(required=False)

    def __init__(self, *args: Any, refused: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_good = self.fields["take_good"]
        if not refused:
            del self.fields["take_good"]
            return
        take_good.label = ngettext(
            "Leave out %(count)s refused question and take what is good",
            "Leave out %(count)s refused questions and take what is good",
            refused,
        ) % {"count": refused}
        take_good.required = True
        take_good.help_text = _("Or mend the file and send it again.")
        take_good.error_messages["required"] = _(
            "Some questions are refused. Say that the others are to be taken, or mend the file first."
        )


class QuestionExportForm(forms.Form):
    """Which items to export, and in which format."""

    format = forms.ChoiceField(
        label=_("Format"), choices=[(code, FORMATS[code].label) for code in WRITABLE], initial="moodle-xml"
    )
    state = forms.ChoiceField(
        label=_("Which items"),
        choices=[("", _("All of them")), *ContentState.choices],
        required=False,
    )


class PageForm(forms.Form):
    """Which page of a list to look at."""

    page = forms.IntegerField(required=False, min_value=1)
