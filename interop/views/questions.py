"""The pages of question files: upload, preview, taking, giving up, and export."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.models import Item
from assessments.views.bank import bank_only
from interop.forms_questions import PageForm, QuestionExportForm, QuestionUploadForm, TakeForm
from interop.models import QuestionFile
from interop.questions import files, shown
from interop.questions.exporting import export, with_content
from interop.questions.formats import FORMATS
from interop.views.bounded_upload import BoundedUploadHandler
from people.decorators import SignedInRequest, find

RECENT = 8
WRITTEN = [one for one in FORMATS.values() if one.write]
PAGE = 20


# The check of the form's token reads the whole upload, so the handler is set first and checked inside.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@bank_only
def question_import(request: SignedInRequest) -> HttpResponse:
    """Ask for a file, read it, and keep it for the preview; offer an export beside it."""
    request.upload_handlers = [BoundedUploadHandler(request)]
    answer: HttpResponse = _question_import(request)
    return answer


@csrf_protect
def _question_import(request: SignedInRequest) -> HttpResponse:
    form = QuestionUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and form.parsed:
        file = files.keep(
            data=form.data_read,
            file_name=form.cleaned_data["file"].name,
            parsed=form.parsed,
            asked=form.cleaned_data["format"],
            by=request.user,
            at=timezone.now(),
        )
        return redirect("interop:question-file", file.public_id)
    context = {"form": form, "formats": WRITTEN, "recent": _own(request)[:RECENT]}
    return render(request, "interop/question_import.html", context, status=422 if form.errors else 200)


def _own(request: SignedInRequest) -> QuerySet[QuestionFile]:
    """The files that this person sent; nobody else looks at them."""
    return QuestionFile.objects.filter(created_by=request.user).defer("content")


@bank_only
@require_safe
def question_file(request: SignedInRequest, file_id: UUID) -> HttpResponse:
    """Show what of a file comes in, what is refused and why, and what the bank has already."""
    file = find(_own(request), file_id)
    return _file_page(request, file)


def _file_page(request: SignedInRequest, file: QuestionFile, form: TakeForm | None = None) -> HttpResponse:
    context: dict[str, object] = {"file": file}
    if file.state == QuestionFile.State.SHOWN:
        parsed = files.read_again(file)
        asked = PageForm(request.GET)
        number = asked.cleaned_data["page"] if asked.is_valid() else None
        page = Paginator(range(len(parsed.items)), PAGE).get_page(number or 1)
        context |= {
            "count": len(parsed.items),
            "page_obj": page,
            "questions": shown.questions(parsed, list(page.object_list)),
            "refused": shown.refusals(parsed),
            "form": form or TakeForm(refused=len(parsed.refused)),
        }
    errors = form is not None and bool(form.errors)
    return render(request, "interop/question_file.html", context, status=422 if errors else 200)


@bank_only
@require_POST
def question_take(request: SignedInRequest, file_id: UUID) -> HttpResponse:
    """Write the questions into the bank, all of them or those that are good."""
    file = find(_own(request), file_id)
    form = TakeForm(request.POST, refused=file.refused)
    if file.state == QuestionFile.State.SHOWN and not form.is_valid():
        return _file_page(request, file, form)
    take_good = bool(form.is_valid() and form.cleaned_data.get("take_good"))
    taken = files.take_file(file=file, by=request.user, at=timezone.now(), take_good=take_good)
    if taken is None:
        messages.info(request, _("This file was dealt with before."))
    elif taken.items:
        done = ngettext("%(count)s item was written.", "%(count)s items were written.", len(taken.items))
        messages.success(request, done % {"count": len(taken.items)})
    else:
        names = "; ".join(one.name or "–" for one in taken.refused[:5])
        messages.error(request, _("Nothing was written. Refused on writing: %(names)s.") % {"names": names})
    return redirect("interop:question-file", file.public_id)


@bank_only
@require_POST
def question_discard(request: SignedInRequest, file_id: UUID) -> HttpResponse:
    """Give a file up."""
    files.discard_file(file=find(_own(request), file_id))
    messages.info(request, _("Given up. Nothing was written."))
    return redirect("interop:question-import")


@bank_only
@require_safe
def question_export(request: SignedInRequest) -> HttpResponse:
    """Return items of the bank as a file."""
    form = QuestionExportForm(request.GET)
    if not form.is_valid():
        return redirect("interop:question-import")
    items = Item.objects.all()
    if form.cleaned_data["state"]:
        items = items.filter(state=form.cleaned_data["state"])
    chosen = FORMATS[form.cleaned_data["format"]]
    found = export(format_code=chosen.code, items=with_content(items))
    answer = HttpResponse(found.content, content_type=chosen.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{_("questions")}{chosen.ending}"'
    return answer
