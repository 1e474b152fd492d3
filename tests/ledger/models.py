"""One append-only model that has every kind of unique key."""

from django.db import models
from django.db.models.functions import Lower

from common.append_only import AppendOnlyModel


class Line(AppendOnlyModel):
    """A line of a ledger."""

    code = models.CharField(max_length=60, unique=True, null=True)
    book = models.IntegerField(null=True)
    number = models.IntegerField(null=True)
    name = models.CharField(max_length=60, null=True)
    void = models.BooleanField(default=False)
    note = models.CharField(max_length=200, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("book", "number"), name="line_number_in_book"),
            models.UniqueConstraint(Lower("name"), "book", name="line_name, any (case)"),
            models.UniqueConstraint(
                fields=("note",),
                condition=models.Q(void=False) & ~models.Q(note=""),
                name="line_note_unless_void",
            ),
        )

    def __str__(self) -> str:
        return self.code or ""
