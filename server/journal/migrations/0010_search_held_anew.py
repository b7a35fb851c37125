from django.db import migrations


def search_anew(apps, schema_editor):
    """The clips that were held for a face that nobody listed are searched again: the server covers such a face now."""
    renditions = apps.get_model("journal", "Rendition").objects.using(schema_editor.connection.alias)
    renditions.filter(face_at_s__isnull=False, media__state="received").update(face_at_s=None, looked_at=None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0009_tracks_here")]

    operations = [migrations.RunPython(search_anew, migrations.RunPython.noop)]
