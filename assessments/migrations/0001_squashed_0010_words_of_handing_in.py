import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("competencies", "0001_squashed_0004_section_address"),
        ("people", "0001_squashed_0004_accesslog_acts_on_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Item",
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
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                (
                    "competency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competencies.competency",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "difficulty",
                    models.CharField(
                        choices=[("easy", "Easy"), ("medium", "Medium"), ("hard", "Hard")],
                        default="medium",
                        max_length=10,
                        verbose_name="difficulty",
                    ),
                ),
                ("jurisdiction", models.CharField(blank=True, max_length=50, verbose_name="jurisdiction")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("is_public", models.BooleanField(default=False, verbose_name="published with its key")),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="review on")),
                ("origin", models.CharField(blank=True, max_length=300, verbose_name="came from")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "indicators",
                    models.ManyToManyField(blank=True, related_name="+", to="competencies.indicator"),
                ),
                (
                    "references",
                    models.ManyToManyField(blank=True, related_name="+", to="competencies.reference"),
                ),
                (
                    "source_statements",
                    models.ManyToManyField(blank=True, related_name="+", to="competencies.sourcestatement"),
                ),
            ],
            options={
                "ordering": ("code",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            ("competency__isnull", False),
                            _connector="OR",
                        ),
                        name="item_published_with_competency",
                        violation_error_message="Choose a competency before you publish the item.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ItemVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="assessments.item",
                    ),
                ),
                ("n", models.PositiveSmallIntegerField(verbose_name="version")),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("knows", "Knows"),
                            ("knows_how", "Knows how"),
                            ("shows_how", "Shows how"),
                            ("does", "Does"),
                        ],
                        max_length=20,
                        verbose_name="tier",
                    ),
                ),
                (
                    "points",
                    models.DecimalField(
                        decimal_places=2,
                        default=1,
                        max_digits=5,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="points",
                    ),
                ),
                ("language", models.CharField(default="en", max_length=10, verbose_name="written in")),
                ("body", models.JSONField(verbose_name="body")),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="translations")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
            ],
            options={
                "ordering": ("item", "-n"),
                "constraints": [
                    models.UniqueConstraint(fields=("item", "n"), name="itemversion_unique_n"),
                    models.CheckConstraint(
                        condition=models.Q(("points__gt", 0)), name="itemversion_points_positive"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ItemKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="assessments.itemversion",
                    ),
                ),
                ("n", models.PositiveSmallIntegerField(verbose_name="key")),
                ("values", models.JSONField(verbose_name="key")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed by the authors"),
                            ("panel_confirmed", "Confirmed by a panel"),
                            ("sourced", "Follows from the source"),
                            ("rubric", "Marked with a rubric"),
                            ("set_locally", "Set by the school"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "panel_size",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="experts"),
                ),
                ("panel_on", models.DateField(blank=True, null=True, verbose_name="confirmed on")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
            ],
            options={
                "ordering": ("version", "-n"),
                "constraints": [models.UniqueConstraint(fields=("version", "n"), name="itemkey_unique_n")],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ItemChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="assessments.item",
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("created", "Written"),
                            ("imported", "Imported"),
                            ("edited", "Changed"),
                            ("new_version", "New version"),
                            ("new_key", "New key"),
                            ("to_review", "Sent to review"),
                            ("to_draft", "Back to draft"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                            ("tagged", "Tags changed"),
                        ],
                        max_length=20,
                        verbose_name="what was done",
                    ),
                ),
                ("fields", models.JSONField(blank=True, default=list, verbose_name="fields")),
                ("version", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="version")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
            ],
            options={
                "ordering": ("item", "-at", "-pk"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
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
                ("code", models.SlugField(blank=True, null=True, unique=True, verbose_name="code")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("quiz", "Quiz"),
                            ("judgement", "Judgement case"),
                            ("applied", "Applied case"),
                            ("reflection", "Reflection"),
                            ("observation", "Observation form"),
                            ("self_rating", "Self-rating form"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("published", "Published"),
                            ("retired", "Retired"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "counting_attempt",
                    models.CharField(
                        choices=[("best", "The best"), ("latest", "The latest"), ("first", "The first")],
                        default="best",
                        max_length=10,
                        verbose_name="which attempt counts",
                    ),
                ),
                (
                    "may_count",
                    models.BooleanField(
                        default=False,
                        help_text="Items that were published with their keys are practice until somebody decides otherwise.",
                        verbose_name="may count",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ("code", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code__isnull", True), models.Q(("code", ""), _negated=True), _connector="OR"
                        ),
                        name="assessment_code_null_not_empty",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AssessmentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(default="en", max_length=10, verbose_name="written in")),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="translations")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="assessments.assessment",
                    ),
                ),
                ("n", models.PositiveSmallIntegerField(verbose_name="version")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("instructions", models.TextField(blank=True, verbose_name="instructions")),
                ("note", models.TextField(blank=True, verbose_name="note for faculty")),
                ("minutes", models.PositiveSmallIntegerField(default=10, verbose_name="minutes")),
                (
                    "time_limit_minutes",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="time limit in minutes"
                    ),
                ),
                (
                    "attempts_allowed",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="attempts allowed",
                    ),
                ),
                (
                    "release_rule",
                    models.CharField(
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
                ("shuffle", models.BooleanField(default=False, verbose_name="shuffle options")),
                ("shuffle_items", models.BooleanField(default=False, verbose_name="shuffle questions")),
                (
                    "asks_confidence",
                    models.BooleanField(default=False, verbose_name="ask how sure the learner is"),
                ),
                ("cut_scores", models.JSONField(blank=True, default=list, verbose_name="cut scores")),
                (
                    "cut_status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed by the authors"),
                            ("panel_confirmed", "Confirmed by a panel"),
                            ("sourced", "Follows from the source"),
                            ("rubric", "Marked with a rubric"),
                            ("set_locally", "Set by the school"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="status of the cut scores",
                    ),
                ),
                (
                    "cut_method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("angoff", "Angoff"),
                            ("ebel", "Ebel"),
                            ("borderline", "Borderline group or regression"),
                            ("hofstee", "Hofstee"),
                            ("committee", "Decision of a committee"),
                            ("other", "Another method"),
                        ],
                        max_length=20,
                        verbose_name="method of standard setting",
                    ),
                ),
                ("cut_set_by", models.CharField(blank=True, max_length=200, verbose_name="set by")),
                ("cut_set_on", models.DateField(blank=True, null=True, verbose_name="set on")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "frozen_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="first used"),
                ),
            ],
            options={
                "ordering": ("assessment", "-n"),
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "n"), name="assessmentversion_unique_n"),
                    models.CheckConstraint(
                        condition=models.Q(("attempts_allowed__gte", 1)), name="assessmentversion_one_attempt"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AssessmentItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="assessments.assessmentversion",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "item_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.itemversion",
                    ),
                ),
            ],
            options={
                "ordering": ("version", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "position"), name="assessmentitem_unique_position"
                    ),
                    models.UniqueConstraint(
                        fields=("version", "item_version"), name="assessmentitem_unique_item"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="BlueprintRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blueprint",
                        to="assessments.assessmentversion",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competencies.competency",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competencies.indicator",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("knows", "Knows"),
                            ("knows_how", "Knows how"),
                            ("shows_how", "Shows how"),
                            ("does", "Does"),
                        ],
                        max_length=20,
                        verbose_name="tier",
                    ),
                ),
                (
                    "count",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="items"
                    ),
                ),
            ],
            options={
                "ordering": ("version", "competency", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)), name="blueprintrow_count_positive"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AssessmentCompetency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competencies.competency",
                    ),
                ),
                ("level_from", models.PositiveSmallIntegerField(default=1, verbose_name="from level")),
                ("level_to", models.PositiveSmallIntegerField(default=3, verbose_name="to level")),
            ],
            options={
                "ordering": ("competency", "assessment"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "competency"),
                        name="assessmentcompetency_unique_pair",
                        violation_error_message="The assessment is already attached to this competency.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level_from__gte", 1), ("level_to__gte", models.F("level_from"))),
                        name="assessmentcompetency_levels_ascend",
                        violation_error_message="The highest level cannot be below the lowest.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ModuleAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "module",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="competencies.module",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="modules",
                        to="assessments.assessment",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="position")),
            ],
            options={
                "ordering": ("module", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("module", "assessment"), name="moduleassessment_unique_pair"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Administration",
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="administrations",
                        to="assessments.assessmentversion",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("practice", "Practice"), ("counting", "Counts")],
                        default="practice",
                        max_length=10,
                        verbose_name="counts",
                    ),
                ),
                (
                    "release_rule",
                    models.CharField(
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
                (
                    "attempts_allowed",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="attempts allowed",
                    ),
                ),
                ("is_anonymous", models.BooleanField(default=False, verbose_name="marked without names")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("withdrawn", "Withdrawn")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("attempts_allowed__gte", 1)), name="administration_one_attempt"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Accommodation",
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
                    "administration",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accommodations",
                        to="assessments.administration",
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(verbose_name="extra time in per cent")),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("granted_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ("user", "administration"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "administration"), name="accommodation_unique_single"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("administration__isnull", True)),
                        fields=("user",),
                        name="accommodation_unique_standing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__gte", 1), ("percent__lte", 300)),
                        name="accommodation_percent_in_range",
                        violation_error_message="Extra time lies between 1 and 300 per cent.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competencies.framework",
                    ),
                ),
                ("n", models.PositiveSmallIntegerField(verbose_name="version")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("rules", models.JSONField(verbose_name="rules")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
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
            ],
            options={
                "ordering": ("framework", "-n"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("framework", "n"), name="policyversion_unique_n")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PolicyAdoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "policy_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="assessments.policyversion",
                    ),
                ),
                (
                    "adopted_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="adopted"),
                ),
                (
                    "adopted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-adopted_at", "-pk"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Attainment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competencies.competency",
                    ),
                ),
                (
                    "policy_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.policyversion",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="level")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_assessed", "Not assessed"),
                            ("in_progress", "In progress"),
                            ("ready_for_review", "Ready for review"),
                            ("attained", "Attained"),
                            ("refresh_due", "Refresh due"),
                        ],
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("evidence_counted", models.PositiveIntegerField(default=0, verbose_name="evidence counted")),
                (
                    "evidence_left_out",
                    models.PositiveIntegerField(default=0, verbose_name="evidence left out"),
                ),
                ("first_shown_at", models.DateTimeField(blank=True, null=True, verbose_name="first shown")),
                ("last_shown_at", models.DateTimeField(blank=True, null=True, verbose_name="last shown")),
                ("look_again", models.BooleanField(default=False, verbose_name="look again")),
                ("stale_at", models.DateTimeField(blank=True, null=True, verbose_name="status changes")),
                (
                    "status_when_stale",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_assessed", "Not assessed"),
                            ("in_progress", "In progress"),
                            ("ready_for_review", "Ready for review"),
                            ("attained", "Attained"),
                            ("refresh_due", "Refresh due"),
                        ],
                        max_length=20,
                        verbose_name="status then",
                    ),
                ),
                ("valid_from", models.DateTimeField(verbose_name="from")),
                ("valid_until", models.DateTimeField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "ordering": ("learner", "competency", "-valid_from"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=[
                            "policy_version",
                            "learner",
                            "competency",
                            "level",
                            "status",
                            "stale_at",
                            "status_when_stale",
                            "look_again",
                        ],
                        name="attainment_standing",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("learner", "competency", "policy_version"),
                        name="attainment_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="attainment_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stale_at__isnull", True), ("status_when_stale", "")),
                            models.Q(
                                ("stale_at__isnull", False),
                                models.Q(("status_when_stale", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="attainment_stale_has_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
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
                    "administration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="assessments.administration",
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
                ("n", models.PositiveSmallIntegerField(verbose_name="attempt")),
                (
                    "state",
                    models.CharField(
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
                (
                    "mode",
                    models.CharField(
                        choices=[("practice", "Practice"), ("counting", "Counts")],
                        max_length=10,
                        verbose_name="counts",
                    ),
                ),
                ("rules", models.JSONField(verbose_name="rules in force at the start")),
                ("language", models.CharField(default="en", max_length=10, verbose_name="language")),
                (
                    "started_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="started"),
                ),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                ("deadline_at", models.DateTimeField(blank=True, null=True, verbose_name="deadline")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="handed in")),
                (
                    "submitted_by_clock",
                    models.BooleanField(default=False, verbose_name="handed in when the time was over"),
                ),
                ("release_at", models.DateTimeField(blank=True, null=True, verbose_name="result is due")),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released")),
            ],
            options={
                "ordering": ("administration", "user", "n"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("deadline_at__isnull", False)),
                        fields=["state", "deadline_at"],
                        name="attempt_deadline",
                    ),
                    models.Index(
                        condition=models.Q(("state", "submitted")),
                        fields=["release_at"],
                        name="attempt_release_due",
                    ),
                    models.Index(fields=["user", "state"], name="attempt_of_user"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("administration", "user", "n"), name="attempt_unique_n"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("open", "returned"))),
                        fields=("administration", "user"),
                        name="attempt_one_open",
                        violation_error_message="An attempt is already open. Continue that one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "open"), ("submitted_at__isnull", True)),
                            models.Q(
                                models.Q(("state", "open"), _negated=True), ("submitted_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="attempt_submitted_has_instant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at__isnull", False), ("state", "released")),
                            models.Q(
                                models.Q(("state", "released"), _negated=True), ("released_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="attempt_released_has_instant",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttemptItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="assessments.attempt",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "item_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.itemversion",
                    ),
                ),
                (
                    "option_order",
                    models.JSONField(blank=True, default=list, verbose_name="order of the options"),
                ),
                ("is_flagged", models.BooleanField(default=False, verbose_name="marked to come back to")),
                ("seconds", models.PositiveIntegerField(default=0, verbose_name="seconds spent")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="answer shown")),
            ],
            options={
                "ordering": ("attempt", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attempt", "position"), name="attemptitem_unique_position"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attempt_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="assessments.attemptitem",
                    ),
                ),
                ("revision", models.PositiveIntegerField(verbose_name="revision")),
                (
                    "client_seq",
                    models.PositiveBigIntegerField(default=0, verbose_name="sequence in the page"),
                ),
                ("value", models.JSONField(verbose_name="answer")),
                (
                    "confidence",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="how sure"),
                ),
                ("is_late", models.BooleanField(default=False, verbose_name="arrived after the end")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved")),
            ],
            options={
                "ordering": ("attempt_item", "-revision"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confidence__isnull", True),
                            models.Q(("confidence__gte", 1), ("confidence__lte", 4)),
                            _connector="OR",
                        ),
                        name="response_confidence_in_range",
                    ),
                    models.UniqueConstraint(
                        fields=("attempt_item", "revision"), name="response_unique_revision"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ReturnNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_notes",
                        to="assessments.attempt",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.TextField(verbose_name="what to revise")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("attempt", "-at"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="CarriedMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mapping",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="competencies.competencymapping",
                    ),
                ),
                (
                    "carried_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="carried"),
                ),
            ],
            options={
                "ordering": ("mapping",),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ObservationContext",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(default="en", max_length=10, verbose_name="written in")),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="translations")),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "setting",
                    models.CharField(
                        choices=[("simulated", "Simulated"), ("workplace", "Workplace")],
                        max_length=20,
                        verbose_name="setting",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("look_for", models.TextField(blank=True, verbose_name="what to look for")),
                (
                    "competencies",
                    models.ManyToManyField(blank=True, related_name="+", to="competencies.competency"),
                ),
                (
                    "references",
                    models.ManyToManyField(blank=True, related_name="+", to="competencies.reference"),
                ),
            ],
            options={
                "ordering": ("position", "code"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competencies.competency",
                    ),
                ),
                (
                    "policy_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.policyversion",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("attained", "Attained"),
                            ("overridden", "Attained, against the count"),
                            ("declined", "Declined"),
                            ("revoked", "Revoked"),
                        ],
                        max_length=20,
                        verbose_name="decision",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="level")),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="decided"),
                ),
                ("submission", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
            ],
            options={
                "ordering": ("learner", "competency", "-decided_at", "-pk"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["learner", "competency", "-decided_at"], name="decision_of_learner")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ("attained", "overridden")), ("level__gte", 1)),
                            models.Q(("kind__in", ("declined", "revoked")), ("level__isnull", True)),
                            _connector="OR",
                        ),
                        name="decision_level_when_attained",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("learner", models.F("signer")), _negated=True),
                        name="decision_not_on_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reason",
                        to="assessments.decision",
                    ),
                ),
                ("text", models.TextField(verbose_name="reason")),
            ],
            options={
                "ordering": ("decision",),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Encounter",
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
                    "rater",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        choices=[("simulated", "Simulated"), ("workplace", "Workplace")],
                        max_length=20,
                        verbose_name="setting",
                    ),
                ),
                ("context", models.CharField(blank=True, max_length=100, verbose_name="context")),
                ("seen_at", models.DateTimeField(verbose_name="seen")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="recorded"),
                ),
                ("submission", models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
            options={
                "ordering": ("-seen_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rater", "submission"), name="encounter_unique_submission"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seen_at__lte", models.F("recorded_at"))),
                        name="encounter_seen_before_recorded",
                        violation_error_message="An observation cannot lie in the future.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "encounter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="assessments.encounter",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competencies.competency",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="assessments.assessmentversion",
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="revision")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="level"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="recorded"),
                ),
            ],
            options={
                "ordering": ("encounter", "learner", "competency", "revision"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("encounter", "learner", "competency", "revision"),
                        name="observation_unique_revision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1)), name="observation_level_positive"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ObservationComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "encounter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="assessments.encounter",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.TextField(verbose_name="what was seen")),
            ],
            options={
                "ordering": ("encounter", "learner"),
                "constraints": [
                    models.UniqueConstraint(fields=("encounter", "learner"), name="observationcomment_unique")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competencies.competency",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="level")),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("knows", "Knows"),
                            ("knows_how", "Knows how"),
                            ("shows_how", "Shows how"),
                            ("does", "Does"),
                        ],
                        max_length=20,
                        verbose_name="tier",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("quiz", "Quiz"),
                            ("judgement", "Judgement case"),
                            ("applied", "Applied case"),
                            ("reflection", "Reflection"),
                            ("observation", "Observation"),
                        ],
                        max_length=20,
                        verbose_name="method",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "attempt",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.attempt",
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.observation",
                    ),
                ),
                (
                    "encounter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.encounter",
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="revision")),
                (
                    "share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=7,
                        null=True,
                        verbose_name="share of the points",
                    ),
                ),
                ("shown_at", models.DateTimeField(verbose_name="shown")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="recorded"),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="assessments.evidence",
                    ),
                ),
                (
                    "void_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wrong_learner", "Wrong learner"),
                            ("wrong_competency", "Wrong competency"),
                            ("wrong_level", "Wrong level"),
                            ("key_corrected", "The key was corrected"),
                            ("remarked", "Marked again"),
                            ("integrity", "Doubt about whose work it is"),
                            ("duplicate", "Recorded twice"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ("learner", "competency", "-shown_at"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["learner", "competency", "-shown_at", "level", "tier"],
                        name="evidence_of_learner",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attempt__isnull", True), ("observation__isnull", True), _connector="XOR"
                        ),
                        name="evidence_one_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("observation__isnull", True), ("encounter__isnull", False), _connector="OR"
                        ),
                        name="evidence_observation_has_encounter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level__gte", 1), ("void_reason", ""), ("voids__isnull", True)),
                            models.Q(
                                ("level__isnull", True),
                                ("recorded_by__isnull", False),
                                ("voids__isnull", False),
                                models.Q(("void_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_fact_or_void",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shown_at__lte", models.F("recorded_at"))),
                        name="evidence_shown_first",
                    ),
                    models.UniqueConstraint(
                        fields=("attempt", "competency", "revision"), name="evidence_unique_of_attempt"
                    ),
                    models.UniqueConstraint(
                        fields=("observation", "competency", "revision"),
                        name="evidence_unique_of_observation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedComment",
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
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="comment")),
                (
                    "is_shared",
                    models.BooleanField(default=False, verbose_name="shared with everyone who marks"),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ("text", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("author", "text"),
                        name="savedcomment_unique_text",
                        violation_error_message="You have saved this comment already.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="SecondMarking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "administration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_markings",
                        to="assessments.administration",
                    ),
                ),
                (
                    "attempt_item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_marking",
                        to="assessments.attemptitem",
                    ),
                ),
                (
                    "chosen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("chosen_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ("administration", "attempt_item"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="SecondMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "second_marking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="assessments.secondmarking",
                    ),
                ),
                (
                    "marker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "points",
                    models.DecimalField(decimal_places=6, max_digits=7, verbose_name="share of the points"),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("criteria", models.JSONField(blank=True, default=dict, verbose_name="points by criterion")),
                ("marked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="marked")),
            ],
            options={
                "ordering": ("second_marking", "-marked_at", "-pk"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("points__gte", 0), ("points__lte", 1)),
                        name="secondmark_points_in_range",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Panel",
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
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("instructions", models.TextField(blank=True, verbose_name="instructions for the members")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("mode", "The most frequent answer"),
                            ("median", "The median"),
                            ("mean_rank", "The order of the mean ranks"),
                            ("proportion", "Credit in proportion to the answers"),
                        ],
                        default="mode",
                        max_length=20,
                        verbose_name="how the key is computed",
                    ),
                ),
                (
                    "least_agreement",
                    models.PositiveSmallIntegerField(default=60, verbose_name="least agreement in per cent"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("open", "Open"), ("closed", "Closed")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "closes_on",
                    models.DateField(blank=True, null=True, verbose_name="answers are asked for by"),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": ("-created_at", "-pk"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="PanelItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="assessments.panel",
                    ),
                ),
                (
                    "item_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.itemversion",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
            ],
            options={
                "ordering": ("panel", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("panel", "item_version"), name="panelitem_unique_item"),
                    models.UniqueConstraint(fields=("panel", "position"), name="panelitem_unique_position"),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PanelMember",
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
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="assessments.panel",
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email")),
                ("expertise", models.CharField(blank=True, max_length=200, verbose_name="expertise")),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("expires_at", models.DateTimeField(verbose_name="link expires")),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("opened_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("finished_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": ("panel", "name", "pk"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="PanelJudgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judgements",
                        to="assessments.panelmember",
                    ),
                ),
                (
                    "panel_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="judgements",
                        to="assessments.panelitem",
                    ),
                ),
                ("values", models.JSONField(verbose_name="judgement")),
                ("remark", models.TextField(blank=True, verbose_name="remark")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("panel_item", "member"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "panel_item"), name="paneljudgement_unique_pair"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Picture",
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
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="fingerprint")),
                ("media_type", models.CharField(max_length=20, verbose_name="type")),
                ("width", models.PositiveIntegerField(verbose_name="width in pixels")),
                ("height", models.PositiveIntegerField(verbose_name="height in pixels")),
                ("content", models.BinaryField(verbose_name="content")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
            ],
            options={
                "ordering": ("-created_at", "-pk"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Regrade",
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
                    "key",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regrade",
                        to="assessments.itemkey",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("running", "Running"), ("done", "Done")],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="sittings")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="sittings done")),
                (
                    "moved",
                    models.PositiveIntegerField(default=0, verbose_name="sittings whose points changed"),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("finished_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": ("-created_at", "-pk"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attempt_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="assessments.attemptitem",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="assessments.response",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.itemkey",
                    ),
                ),
                (
                    "marker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "points",
                    models.DecimalField(decimal_places=6, max_digits=7, verbose_name="share of the points"),
                ),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="level")),
                ("criteria", models.JSONField(blank=True, default=dict, verbose_name="points by criterion")),
                ("marked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="marked")),
            ],
            options={
                "ordering": ("attempt_item", "-marked_at", "-pk"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("key__isnull", True), ("marker__isnull", True), _connector="XOR"),
                        name="score_key_xor_marker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__gte", 0), ("points__lte", 1)),
                        name="score_points_in_range",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ScoreComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "score",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comment",
                        to="assessments.score",
                    ),
                ),
                ("text", models.TextField(verbose_name="comment")),
            ],
            options={
                "ordering": ("score",),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="SelfAssessment",
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
                    "administration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_assessments",
                        to="assessments.administration",
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
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("submitted", "Handed in")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="started"),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="handed in")),
                ("reflection", models.TextField(blank=True, verbose_name="reflection")),
                ("goal", models.TextField(blank=True, verbose_name="goal")),
            ],
            options={
                "ordering": ("-started_at",),
                "constraints": [
                    models.UniqueConstraint(fields=("administration", "user"), name="selfassessment_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "open"), ("submitted_at__isnull", True)),
                            models.Q(("state", "submitted"), ("submitted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="selfassessment_submitted_has_instant",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="SelfRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "self_assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="assessments.selfassessment",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competencies.competency",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="level"
                    ),
                ),
                (
                    "confidence",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="how sure"),
                ),
                ("rated_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="rated")),
                (
                    "results_released",
                    models.BooleanField(default=False, verbose_name="after a result was released"),
                ),
            ],
            options={
                "ordering": ("self_assessment", "competency"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("self_assessment", "competency"), name="selfrating_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1)), name="selfrating_level_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confidence__isnull", True),
                            ("confidence__in", (0, 25, 50, 75, 100)),
                            _connector="OR",
                        ),
                        name="selfrating_confidence_in_steps",
                    ),
                ],
                "indexes": [],
            },
        ),
    ]
