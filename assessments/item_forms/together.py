"""Two forms of one page, as the summary of what to mend takes them: for one form."""

from __future__ import annotations

from django.forms import BaseForm, BoundField

from assessments.item_forms.base import Editor


class Together:
    """An item's own form and the form of its facts."""

    def __init__(self, editor: Editor, facts: BaseForm) -> None:
        self.editor, self.facts = editor, facts

    @property
    def is_bound(self) -> bool:
        """Whether they hold what was sent."""
        return self.editor.is_bound

    def non_field_errors(self) -> list[str]:
        """What is wrong with the whole."""
        return [*self.editor.non_field_errors(), *(str(one) for one in self.facts.non_field_errors())]

    def hidden_fields(self) -> list[BoundField]:
        """All hidden fields."""
        return [*self.editor.hidden_fields(), *self.facts.hidden_fields()]

    def visible_fields(self) -> list[BoundField]:
        """All visible fields, in their order on the page."""
        return [*self.editor.visible_fields(), *self.facts.visible_fields()]
