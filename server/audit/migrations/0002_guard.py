"""The database refuses to change or delete an audit row."""

from django.db import migrations

from server.audit.guard import lower_guard, raise_guard


def up(apps, editor):
    raise_guard(editor.connection)


def down(apps, editor):
    lower_guard(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_start")]

    operations = [migrations.RunPython(up, down)]
