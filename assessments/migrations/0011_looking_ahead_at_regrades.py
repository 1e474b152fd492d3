import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

STATES = [("waiting", "Waiting"), ("running", "Running"), ("done", "Done"), ("failed", "Stopped by an error")]


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0001_squashed_0010_words_of_handing_in"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="regrade",
            name="heard_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="regrade",
            name="state",
            field=models.CharField(choices=STATES, default="waiting", max_length=10, verbose_name="state"),
        ),
        migrations.CreateModel(
            name="RegradePreview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="public identifier"
                    ),
                ),
                ("values", models.JSONField(verbose_name="values")),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "state",
                    models.CharField(choices=STATES, default="waiting", max_length=10, verbose_name="state"),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="sittings")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="sittings done")),
                ("counts", models.JSONField(default=dict)),
                ("largest", models.JSONField(default=list)),
                ("looked_at", models.BigIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("heard_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("finished_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.itemkey",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.itemversion",
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at", "-pk"),
            },
        ),
    ]
