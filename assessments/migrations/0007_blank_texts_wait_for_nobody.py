"""Sittings that waited for the mark of a text that was never written wait no longer: their results are due as
their rules say, and the next page that settles shows them."""

from django.db import migrations

FOR_PERSON = "reflection"


def stop_waiting(apps, schema_editor):
    attempts = apps.get_model("assessments", "Attempt").objects
    for attempt in attempts.filter(state="submitted", release_at__isnull=True):
        if all(_needs_nobody(item, attempt.submitted_at) for item in attempt.items.all()):
            after_due = attempt.rules.get("release_rule") == "after_due" and attempt.due_at
            dates = [attempt.submitted_at, attempt.due_at] if after_due else [attempt.submitted_at]
            attempts.filter(pk=attempt.pk).update(release_at=max(dates))


def _needs_nobody(item, submitted_at):
    if item.scores.filter(marked_at__gte=submitted_at).exists():
        return True
    answer = item.responses.order_by("-revision").first()
    return item.item_version.kind == FOR_PERSON and (answer is None or not answer.value.get("text"))


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_observation_names_its_form")]

    operations = [migrations.RunPython(stop_waiting, migrations.RunPython.noop)]
