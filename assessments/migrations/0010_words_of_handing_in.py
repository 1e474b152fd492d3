
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0009_bank_panels_and_marking"),
    ]

    operations = [
        migrations.AlterField(
            model_name="administration",
            name="release_rule",
            field=models.CharField(
                choices=[
                    ("at_once", "After each question"),
                    ("after_submission", "After handing in"),
                    ("after_due", "After the due date"),
                    ("after_marking", "After marking"),
                ],
                max_length=20,
                verbose_name="result is shown",
            ),
        ),
        migrations.AlterField(
            model_name="assessmentversion",
            name="release_rule",
            field=models.CharField(
                choices=[
                    ("at_once", "After each question"),
                    ("after_submission", "After handing in"),
                    ("after_due", "After the due date"),
                    ("after_marking", "After marking"),
                ],
                default="after_submission",
                max_length=20,
                verbose_name="result is shown",
            ),
        ),
        migrations.AlterField(
            model_name="attempt",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("submitted", "Handed in"),
                    ("returned", "Returned for revision"),
                    ("released", "Released"),
                ],
                default="open",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="attempt",
            name="submitted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="handed in"),
        ),
        migrations.AlterField(
            model_name="selfassessment",
            name="state",
            field=models.CharField(
                choices=[("open", "Open"), ("submitted", "Handed in")],
                default="open",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="selfassessment",
            name="submitted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="handed in"),
        ),
        migrations.AlterField(
            model_name="attempt",
            name="submitted_by_clock",
            field=models.BooleanField(default=False, verbose_name="handed in when the time was over"),
        ),
    ]
