import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("assessments", "0001_squashed_0010_words_of_handing_in"),
        ("competencies", "0001_squashed_0004_section_address"),
        ("people", "0001_squashed_0004_accesslog_acts_on_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
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
                (
                    "module",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competencies.module",
                    ),
                ),
                (
                    "administration",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.administration",
                    ),
                ),
                ("opens_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="opens")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                ("required", models.BooleanField(default=True, verbose_name="required")),
                ("message", models.TextField(blank=True, verbose_name="message to the learners")),
                (
                    "state",
                    models.CharField(
                        choices=[("given", "Given"), ("withdrawn", "Withdrawn")],
                        default="given",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assigned_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="assigned"
                    ),
                ),
                (
                    "announced_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="told by mail"),
                ),
                ("submission", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
            ],
            options={
                "ordering": ("due_at", "assigned_at", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("module__isnull", True), ("administration__isnull", True), _connector="XOR"
                        ),
                        name="assignment_module_xor_administration",
                        violation_error_message="Assign either a module or an assessment.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_at__isnull", True), ("due_at__gt", models.F("opens_at")), _connector="OR"
                        ),
                        name="assignment_due_after_opening",
                        violation_error_message="The due date must come after the opening date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_at__isnull", True),
                            ("due_at__isnull", True),
                            ("closes_at__gte", models.F("due_at")),
                            _connector="OR",
                        ),
                        name="assignment_closes_after_due",
                        violation_error_message="It cannot close before it is due.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AssignmentTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="learners.assignment",
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
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.group",
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
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens, for these")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due, for these")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes, for these")),
            ],
            options={
                "ordering": ("assignment", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cohort__isnull", False), ("group__isnull", True), ("user__isnull", True)
                            ),
                            models.Q(
                                ("cohort__isnull", True), ("group__isnull", False), ("user__isnull", True)
                            ),
                            models.Q(
                                ("cohort__isnull", True), ("group__isnull", True), ("user__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="assignmenttarget_exactly_one",
                        violation_error_message="Choose a cohort, a group or a person.",
                    ),
                    models.UniqueConstraint(
                        fields=("assignment", "cohort"), name="assignmenttarget_unique_cohort"
                    ),
                    models.UniqueConstraint(
                        fields=("assignment", "group"), name="assignmenttarget_unique_group"
                    ),
                    models.UniqueConstraint(
                        fields=("assignment", "user"), name="assignmenttarget_unique_user"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="CohortFramework",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.cohort"
                    ),
                ),
                (
                    "framework_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competencies.frameworkversion",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "ordering": ("cohort", "-starts_on"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("cohort", "framework_version"),
                        name="cohortframework_one_open",
                        violation_error_message="The cohort already follows this framework.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="cohortframework_ends_after_start",
                        violation_error_message="The last day cannot come before the first.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="SectionProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competencies.section",
                    ),
                ),
                ("read_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="read")),
            ],
            options={
                "verbose_name_plural": "section progress",
                "ordering": ("user", "read_at"),
                "constraints": [
                    models.UniqueConstraint(fields=("user", "section"), name="sectionprogress_unique")
                ],
                "indexes": [],
            },
        ),
    ]
