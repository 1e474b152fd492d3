from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0011_looking_ahead_at_regrades"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemversion",
            name="translation_drafts",
            field=models.JSONField(blank=True, default=dict, verbose_name="translations that were begun"),
        ),
    ]
