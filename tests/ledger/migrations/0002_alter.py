"""Alters the table in each way that endangers triggers: a remake, a dropped column, a longer one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RemoveField("Line", "spare"),
        migrations.RemoveField("Line", "surplus"),
        migrations.AlterField("Line", "code", models.CharField(max_length=60, null=True, unique=True)),
    ]
