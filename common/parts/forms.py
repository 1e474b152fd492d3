"""Forms: label, help, error, field, in this order, and a summary on top that links to the fields."""

from __future__ import annotations

from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common.components import attributes, draw, one_of
from common.form_view import FieldView, error_links
from common.parts.acts import BUTTONS

LOOKS = {
    "": "",
    "page": "form",
    "read": "form read",
    "stack": "stack",
    "line": "cluster",
    "levels": "levels-form",
    "attach": "attach-form after",
}
"""How the fields of a `post_form` stand: sheets of a page, one reading column, stacked, in one line, the two
levels of an attached competency, the line that attaches one."""


def form(
    context: Context,
    content: SafeString,
    form: BaseForm,
    submit: str,
    cancel: str = "",
    cancel_label: str = "",
    action: str = "",
    kind: str = "primary",
) -> SafeString:
    """Return a whole posted form: errors, fields, what the block holds, then the buttons."""
    one_of("form", "kind", kind, BUTTONS)
    return draw(
        "form",
        form=form,
        body=content,
        submit=submit,
        cancel=cancel,
        cancel_label=cancel_label or _("Cancel"),
        action=action,
        kind=kind,
        csrf_token=context.get("csrf_token"),
    )


def post_form(
    context: Context,
    content: SafeString,
    action: str = "",
    look: str = "",
    id: str = "",  # noqa: A002
) -> SafeString:
    """Return a posted form that is laid out by hand within the block, with its token.

    look: how its fields stand, one of `LOOKS`.
    """
    one_of("post_form", "look", look, LOOKS)
    return draw(
        "post_form",
        body=content,
        action=action,
        css=LOOKS[look],
        id=id,
        csrf_token=context.get("csrf_token"),
    )


def form_fields(form: BaseForm) -> SafeString:
    """Return the fields of a form, without errors on top, form tag or buttons."""
    return draw("form_fields", form=form)


def form_errors(form: BaseForm, title: str = "") -> SafeString:
    """Return the summary of what to mend, linking to the fields, or nothing when all is well."""
    links = error_links(form)
    if not links:
        return mark_safe("")
    return draw("form_errors", links=links, title=title)


def field(
    field: BoundField, look: str = "", label: str = "", hide_label: bool = False, hide_help: bool = False
) -> SafeString:
    """Return one field as label, help, error, input. Radios may be "choices" (joined rows) or "seg"."""
    one_of("field", "look", look, ("", "choices", "choices-3", "choices-4", "seg"))
    return draw(
        "field",
        field=field,
        view=FieldView(field),
        look=look,
        label=label or field.label,
        hide_label=hide_label,
        hide_help=hide_help,
    )


def filter_bar(
    context: Context, form: BaseForm, submit: str = "", action: str = "", live: str = ""
) -> SafeString:
    """Return the fields of a GET form in one line, the first of them wide, with "Apply".

    live: the id of the part of the page that follows the first field as one types, where scripts run.
    """
    request = context.get("request")
    filtered = bool(request is not None and any(key in request.GET for key in form.fields))
    views = [FieldView(form[name], small=True) for name in form.fields]
    asks = attributes(
        hx_get=action or (request.path if request is not None else "?"),
        hx_trigger=f"input changed delay:250ms from:#{views[0].field.id_for_label}",
        hx_target=f"#{live}",
        hx_sync="this:replace",
        hx_replace_url="true",
    )
    return draw(
        "filter_bar",
        form=form,
        views=views,
        submit=submit or _("Apply"),
        action=action,
        filtered=filtered,
        asks=asks if live else "",
    )


PARTS = (
    form,
    post_form,
    form_fields,
    form_errors,
    field,
    filter_bar,
)
