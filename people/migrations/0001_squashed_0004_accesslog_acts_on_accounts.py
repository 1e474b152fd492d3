import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Program",
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
                ("code", models.CharField(max_length=50, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
            ],
            options={
                "ordering": ("name", "code"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Cohort",
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
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cohorts",
                        to="people.program",
                    ),
                ),
                ("code", models.CharField(max_length=50, verbose_name="code")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("starts_on", models.DateField(verbose_name="starts on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
            ],
            options={
                "ordering": ("program", "-starts_on", "code"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("program", "code"),
                        name="cohort_code_unique_in_program",
                        violation_error_message="This program already has a cohort with that code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="cohort_ends_after_start",
                        violation_error_message="The last day cannot come before the first.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Group",
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
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="people.cohort"
                    ),
                ),
                ("code", models.CharField(max_length=50, verbose_name="code")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
            ],
            options={
                "ordering": ("cohort", "name", "code"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cohort", "code"),
                        name="group_code_unique_in_cohort",
                        violation_error_message="This cohort already has a group with that code.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="User",
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
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, null=True, unique=True, verbose_name="email"
                    ),
                ),
                ("given_name", models.CharField(blank=True, max_length=150, verbose_name="given name")),
                ("family_name", models.CharField(blank=True, max_length=150, verbose_name="family name")),
                ("sort_name", models.CharField(db_index=True, editable=False, max_length=310)),
                ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                (
                    "theme",
                    models.CharField(
                        choices=[("system", "Like my device"), ("light", "Light"), ("dark", "Dark")],
                        default="system",
                        max_length=10,
                        verbose_name="theme",
                    ),
                ),
                (
                    "is_school_admin",
                    models.BooleanField(
                        default=False,
                        help_text="May do everything that an admin may, for the whole school.",
                        verbose_name="school admin",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("activated_at", models.DateTimeField(blank=True, null=True, verbose_name="activated")),
                ("erased_at", models.DateTimeField(blank=True, null=True, verbose_name="erased")),
                ("sessions_ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "ordering": ("sort_name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="user_email_unique_any_case",
                        violation_error_message="Somebody already has this address. Use another one, or find that person.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email__isnull", True), models.Q(("email", ""), _negated=True), _connector="OR"
                        ),
                        name="user_email_null_not_empty",
                        violation_error_message="Leave the address out instead of storing an empty one.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AccessLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("viewed_record", "Viewed a record"),
                            ("exported", "Exported"),
                            ("changed_role", "Changed a staff role"),
                            ("issued_claim_code", "Issued a claim code"),
                            ("changed_person", "Changed a person's name or address"),
                            ("closed_account", "Closed an account"),
                            ("reopened_account", "Reopened an account"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["subject", "-at"], name="accesslog_of_subject")],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("recorded_from", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("recorded_until", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="people.cohort",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("on_leave", "On leave"),
                            ("completed", "Completed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="active",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
            ],
            options={
                "ordering": ("cohort", "user__sort_name", "starts_on"),
                "abstract": False,
                "indexes": [
                    models.Index(fields=["cohort", "recorded_until", "starts_on"], name="enrolment_of_cohort")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="enrolment_ends_after_start",
                        violation_error_message="The last day cannot come before the first.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True), ("recorded_until__isnull", True)),
                        fields=("user", "cohort"),
                        name="enrolment_one_open_per_cohort",
                        violation_error_message="This person is already enrolled in the cohort.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", False),
                            ("status__in", ("active", "on_leave")),
                            _connector="OR",
                        ),
                        name="enrolment_over_has_last_day",
                        violation_error_message="A completed or withdrawn enrolment has a last day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupSpell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("recorded_from", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("recorded_until", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_spells",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="spells", to="people.group"
                    ),
                ),
            ],
            options={
                "ordering": ("group", "user__sort_name", "starts_on"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="groupspell_ends_after_start",
                        violation_error_message="The last day cannot come before the first.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True), ("recorded_until__isnull", True)),
                        fields=("user", "group"),
                        name="groupspell_one_open_per_group",
                        violation_error_message="This person is already in the group.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="StaffRole",
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
                        related_name="staff_roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "Lead"),
                            ("faculty", "Faculty"),
                            ("signer", "Signer"),
                            ("viewer", "Viewer"),
                        ],
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff_roles",
                        to="people.program",
                    ),
                ),
                (
                    "cohort",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff_roles",
                        to="people.cohort",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
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
                "ordering": ("user__sort_name", "role", "starts_on"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("program__isnull", True), ("cohort__isnull", True), _connector="XOR"
                        ),
                        name="staffrole_program_xor_cohort",
                        violation_error_message="Choose either a program or one of its cohorts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="staffrole_ends_after_start",
                        violation_error_message="The last day cannot come before the first.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True), ("program__isnull", False)),
                        fields=("user", "role", "program"),
                        name="staffrole_one_open_on_program",
                        violation_error_message="This person already has that role in the program.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cohort__isnull", False), ("ends_on__isnull", True)),
                        fields=("user", "role", "cohort"),
                        name="staffrole_one_open_on_cohort",
                        violation_error_message="This person already has that role in the cohort.",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ExternalId",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="external_ids",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("system", models.CharField(max_length=100, verbose_name="system")),
                ("sourced_id", models.CharField(max_length=255, verbose_name="identifier")),
            ],
            options={
                "ordering": ("system", "sourced_id"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("system", "sourced_id"),
                        name="externalid_unique_in_system",
                        violation_error_message="This identifier already belongs to somebody in that system.",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ClaimCode",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claim_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("pending_email", models.EmailField(blank=True, max_length=254)),
            ],
            options={
                "ordering": ("-created_at",),
                "indexes": [],
                "constraints": [],
            },
        ),
    ]
