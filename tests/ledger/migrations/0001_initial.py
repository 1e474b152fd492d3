from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, null=True, unique=True)),
                ("book", models.IntegerField(null=True)),
                ("number", models.IntegerField(null=True)),
                ("name", models.CharField(max_length=60, null=True)),
                ("void", models.BooleanField(default=False)),
                ("note", models.CharField(default="", max_length=200)),
                ("surplus", models.IntegerField(null=True, unique=True)),
                ("spare", models.IntegerField(null=True)),
            ],
        ),
        migrations.AddConstraint(
            "Line", models.UniqueConstraint(fields=("book", "number"), name="line_number_in_book")
        ),
        migrations.AddConstraint(
            "Line", models.UniqueConstraint(Lower("name"), "book", name="line_name, any (case)")
        ),
        migrations.AddConstraint(
            "Line",
            models.UniqueConstraint(
                fields=("note",),
                condition=models.Q(void=False) & ~models.Q(note=""),
                name="line_note_unless_void",
            ),
        ),
    ]
