import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_squashed_0004_accesslog_acts_on_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportBatch",
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
                ("kind", models.CharField(max_length=30, verbose_name="format")),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("sha256", models.CharField(max_length=64, verbose_name="fingerprint")),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.program"
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.cohort",
                    ),
                ),
                ("options", models.JSONField(blank=True, default=dict, verbose_name="options")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Reading"),
                            ("staged", "Ready to look at"),
                            ("applying", "Being written"),
                            ("applied", "Written"),
                            ("refused", "Refused"),
                            ("discarded", "Discarded"),
                        ],
                        default="reading",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("problem", models.TextField(blank=True, verbose_name="why it was refused")),
                ("rows_total", models.PositiveIntegerField(default=0, verbose_name="rows")),
                ("rows_done", models.PositiveIntegerField(default=0, verbose_name="rows done")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-created_at", "-pk"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="interop.importbatch",
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="row")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("read", "Read, not looked at yet"),
                            ("new", "New"),
                            ("changed", "Changed"),
                            ("unchanged", "Unchanged"),
                            ("leaving", "Leaving"),
                            ("refused", "Refused"),
                        ],
                        max_length=10,
                        verbose_name="what happens",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("values", models.JSONField(verbose_name="values")),
                ("changes", models.JSONField(blank=True, default=list, verbose_name="changes")),
                ("problems", models.JSONField(blank=True, default=list, verbose_name="problems")),
            ],
            options={
                "ordering": ("batch", "line", "pk"),
                "indexes": [models.Index(fields=["batch", "action", "line"], name="importrow_of_batch")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="LoadedEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=100, verbose_name="content folder")),
                ("kind", models.CharField(max_length=50, verbose_name="kind of entry")),
                ("code", models.CharField(max_length=200, verbose_name="code")),
                ("values", models.JSONField(verbose_name="values as loaded")),
                ("loaded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="loaded")),
            ],
            options={
                "verbose_name_plural": "loaded entries",
                "ordering": ("source", "kind", "code"),
                "constraints": [
                    models.UniqueConstraint(fields=("source", "kind", "code"), name="loadedentry_unique_code")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="QuestionFile",
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
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("format", models.CharField(max_length=20, verbose_name="format")),
                ("sha256", models.CharField(max_length=64, verbose_name="fingerprint")),
                ("content", models.BinaryField(blank=True, default=bytes, verbose_name="content")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("shown", "Ready to look at"),
                            ("taken", "Taken"),
                            ("discarded", "Discarded"),
                        ],
                        default="shown",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("imported", models.PositiveIntegerField(default=0, verbose_name="questions taken")),
                ("refused", models.PositiveIntegerField(default=0, verbose_name="questions refused")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ("-created_at", "-pk"),
                "indexes": [],
                "constraints": [],
            },
        ),
    ]
