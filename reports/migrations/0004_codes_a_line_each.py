from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Replace

BETWEEN = {"forwards": (" ", "\n"), "backwards": ("\n", " ")}


def _rewrite(apps, way):
    old, new = BETWEEN[way]
    for name in ("ReportDefinition", "ReportRun"):
        rows = apps.get_model("reports", name).objects.exclude(codes="")
        rows.update(codes=Replace(F("codes"), Value(old), Value(new)))


def a_line_each(apps, schema_editor):
    _rewrite(apps, "forwards")


def with_spaces_between(apps, schema_editor):
    _rewrite(apps, "backwards")


class Migration(migrations.Migration):

    dependencies = [
        ("reports", "0003_what_was_chosen_and_logged"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reportdefinition",
            name="codes",
            field=models.TextField(blank=True, verbose_name="competencies"),
        ),
        migrations.AlterField(
            model_name="reportrun",
            name="codes",
            field=models.TextField(blank=True, verbose_name="competencies"),
        ),
        migrations.RunPython(a_line_each, with_spaces_between),
    ]
