import django.core.validators
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
            name="Scale",
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
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "ordering": ("code",),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Level",
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
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="competencies.scale",
                    ),
                ),
                (
                    "ordinal",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="level"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("anchor", models.TextField(verbose_name="what one sees")),
                ("support", models.TextField(verbose_name="support that was needed")),
            ],
            options={
                "ordering": ("scale", "ordinal"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scale", "ordinal"),
                        name="level_unique_in_scale",
                        violation_error_message="The scale already has a level with that number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ordinal__gte", 1)), name="level_starts_at_one"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Reference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=100, unique=True, verbose_name="code")),
                ("kind", models.CharField(max_length=50, verbose_name="kind")),
                ("authors", models.TextField(blank=True, verbose_name="authors")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                ("title", models.TextField(verbose_name="title")),
                ("venue", models.TextField(blank=True, verbose_name="published in")),
                ("doi", models.CharField(blank=True, max_length=200, verbose_name="DOI")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("verified", models.BooleanField(default=False, verbose_name="verified")),
                ("doi_verified", models.BooleanField(default=False, verbose_name="DOI verified")),
                ("authors_verified", models.BooleanField(default=False, verbose_name="authors verified")),
                ("needs_check", models.BooleanField(default=False, verbose_name="needs a check")),
                (
                    "verification",
                    models.CharField(
                        choices=[
                            ("primary", "The work itself was seen"),
                            ("secondary", "Seen through another source"),
                            ("memory", "Not seen"),
                        ],
                        max_length=20,
                        verbose_name="how it was seen",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "ordering": ("authors", "year", "code"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="SourceSection",
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
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "ordering": ("position",),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="SourceStatement",
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
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="competencies.sourcesection",
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("text", models.TextField(verbose_name="text")),
                ("caution", models.TextField(blank=True, verbose_name="the source reports")),
                ("later_guidance", models.TextField(blank=True, verbose_name="later guidance")),
                (
                    "references",
                    models.ManyToManyField(blank=True, related_name="+", to="competencies.reference"),
                ),
            ],
            options={
                "ordering": ("section__position", "position"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Term",
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
                    "category",
                    models.CharField(
                        choices=[("term", "Term"), ("tool", "Tool")],
                        default="term",
                        max_length=10,
                        verbose_name="category",
                    ),
                ),
                ("slug", models.SlugField(max_length=100, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="term")),
                ("definition", models.TextField(verbose_name="definition")),
                ("example", models.TextField(verbose_name="example from medicine")),
                (
                    "references",
                    models.ManyToManyField(blank=True, related_name="+", to="competencies.reference"),
                ),
            ],
            options={
                "ordering": ("slug",),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Framework",
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
                ("code", models.SlugField(max_length=100, unique=True, verbose_name="code")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
            ],
            options={
                "ordering": ("title", "code"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="FrameworkVersion",
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
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="competencies.framework",
                    ),
                ),
                ("n", models.PositiveSmallIntegerField(verbose_name="version")),
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
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="competencies.scale"
                    ),
                ),
                (
                    "target_level",
                    models.PositiveSmallIntegerField(default=3, verbose_name="default target level"),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("caution", models.TextField(blank=True, verbose_name="caution")),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ("framework", "-n"),
                "constraints": [
                    models.UniqueConstraint(fields=("framework", "n"), name="frameworkversion_unique_n"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("framework",),
                        name="frameworkversion_one_published",
                        violation_error_message="Another version of this framework is published. Retire it first.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Domain",
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="domains",
                        to="competencies.frameworkversion",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "concept",
                    models.CharField(blank=True, max_length=50, verbose_name="concept of e-professionalism"),
                ),
            ],
            options={
                "ordering": ("version", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "code"), name="domain_unique_code")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Competency",
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
                ("language", models.CharField(default="en", max_length=10, verbose_name="written in")),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="translations")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="competencies",
                        to="competencies.frameworkversion",
                    ),
                ),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="competencies",
                        to="competencies.domain",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("short_title", models.CharField(max_length=40, verbose_name="short title")),
                ("statement", models.TextField(verbose_name="statement")),
                ("statement_note", models.TextField(blank=True, verbose_name="note on the statement")),
                ("seed_wording", models.TextField(blank=True, verbose_name="wording of the source")),
                ("self_prompt", models.TextField(blank=True, verbose_name="self-rating prompt")),
                ("evidence_prompt", models.TextField(blank=True, verbose_name="reflection prompt")),
                ("goal_prompt", models.TextField(blank=True, verbose_name="goal prompt")),
                (
                    "source_statements",
                    models.ManyToManyField(
                        blank=True, related_name="competencies", to="competencies.sourcestatement"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "competencies",
                "ordering": ("version", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "code"),
                        name="competency_unique_code",
                        violation_error_message="This version already has a competency with that code.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Fact",
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
                ("category", models.CharField(max_length=50, verbose_name="category")),
                ("text", models.TextField(verbose_name="text")),
                ("verified", models.BooleanField(default=False, verbose_name="verified")),
                ("caution", models.TextField(blank=True, verbose_name="caution")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("jurisdiction", models.CharField(blank=True, max_length=50, verbose_name="jurisdiction")),
                (
                    "later_guidance",
                    models.BooleanField(default=False, verbose_name="newer than the source text"),
                ),
                (
                    "references",
                    models.ManyToManyField(blank=True, related_name="+", to="competencies.reference"),
                ),
                (
                    "competencies",
                    models.ManyToManyField(blank=True, related_name="facts", to="competencies.competency"),
                ),
            ],
            options={
                "ordering": ("code",),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Crosswalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seed_code",
                    models.SlugField(blank=True, null=True, unique=True, verbose_name="code of the seed"),
                ),
                ("framework_name", models.CharField(max_length=200, verbose_name="framework")),
                ("code", models.CharField(max_length=100, verbose_name="code")),
                ("name", models.TextField(verbose_name="name")),
                ("code_verified", models.BooleanField(default=False, verbose_name="code verified")),
                ("name_verified", models.BooleanField(default=False, verbose_name="name verified")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "competencies",
                    models.ManyToManyField(
                        blank=True, related_name="crosswalks", to="competencies.competency"
                    ),
                ),
                (
                    "references",
                    models.ManyToManyField(blank=True, related_name="+", to="competencies.reference"),
                ),
            ],
            options={
                "ordering": ("framework_name", "code", "name"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("framework_name", "code", "name"), name="crosswalk_unique_code_and_name"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
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
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="competencies.competency",
                    ),
                ),
                ("code", models.CharField(max_length=30, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("text", models.TextField(verbose_name="text")),
            ],
            options={
                "ordering": ("competency", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("competency", "code"), name="indicator_unique_code")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Descriptor",
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
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="descriptors",
                        to="competencies.indicator",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="competencies.level"
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
            ],
            options={
                "ordering": ("indicator", "level__ordinal"),
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "level"), name="descriptor_unique_level")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="CompetencyMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mappings_onward",
                        to="competencies.competency",
                    ),
                ),
                (
                    "to_competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mappings_back",
                        to="competencies.competency",
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("exact", "Exactly the same"),
                            ("broader", "Broader"),
                            ("narrower", "Narrower"),
                            ("related", "Related"),
                            ("split", "Split"),
                        ],
                        max_length=20,
                        verbose_name="relation",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "ordering": ("from_competency", "to_competency"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("from_competency", "to_competency"), name="competencymapping_unique_pair"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_competency", models.F("to_competency")), _negated=True),
                        name="competencymapping_not_to_itself",
                        violation_error_message="A competency cannot map to itself.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("relation", "exact")),
                        fields=("from_competency",),
                        name="competencymapping_one_exact_onward",
                        violation_error_message="Evidence can be carried to one competency only; this one has its match.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Module",
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
                ("language", models.CharField(default="en", max_length=10, verbose_name="written in")),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="translations")),
                ("code", models.SlugField(blank=True, null=True, unique=True, verbose_name="code")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("objective", models.TextField(blank=True, verbose_name="objective")),
                ("minutes", models.PositiveSmallIntegerField(default=10, verbose_name="minutes")),
                ("jurisdiction", models.CharField(blank=True, max_length=50, verbose_name="jurisdiction")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
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
                ("review_on", models.DateField(blank=True, null=True, verbose_name="review on")),
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
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "resources",
                    models.ManyToManyField(blank=True, related_name="+", to="competencies.reference"),
                ),
            ],
            options={
                "ordering": ("title", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code__isnull", True), models.Q(("code", ""), _negated=True), _connector="OR"
                        ),
                        name="module_code_null_not_empty",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Section",
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
                ("language", models.CharField(default="en", max_length=10, verbose_name="written in")),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="translations")),
                (
                    "module",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="competencies.module",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("video", "Video"),
                            ("link", "Link"),
                            ("discussion", "Discussion"),
                        ],
                        default="text",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("caution", models.TextField(blank=True, verbose_name="caution")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "state",
                    models.CharField(
                        choices=[("current", "Current"), ("taken_out", "Taken out")],
                        default="current",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "references",
                    models.ManyToManyField(blank=True, related_name="+", to="competencies.reference"),
                ),
            ],
            options={
                "ordering": ("module", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "current")),
                        fields=("module", "position"),
                        name="section_unique_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ("video", "link")), _negated=True),
                            models.Q(("url", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="section_address_where_needed",
                        violation_error_message="A video or a link needs its address.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ModuleCompetency",
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
                        related_name="attachments",
                        to="competencies.module",
                    ),
                ),
                (
                    "competency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="module_attachments",
                        to="competencies.competency",
                    ),
                ),
                ("level_from", models.PositiveSmallIntegerField(default=1, verbose_name="from level")),
                ("level_to", models.PositiveSmallIntegerField(default=3, verbose_name="to level")),
            ],
            options={
                "ordering": ("competency", "module"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("module", "competency"),
                        name="modulecompetency_unique_pair",
                        violation_error_message="The module is already attached to this competency.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level_from__gte", 1), ("level_to__gte", models.F("level_from"))),
                        name="modulecompetency_levels_ascend",
                        violation_error_message="The level it leads to cannot be below the one it starts from.",
                    ),
                ],
                "indexes": [],
            },
        ),
    ]
