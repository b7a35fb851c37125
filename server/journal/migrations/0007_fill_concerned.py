import json
from uuid import UUID

from django.db import migrations

BATCH = 1000


def fill(apps, schema_editor):
    """The pictures that are here concern the child of their journal, and those who are named in their regions."""
    models, using = apps.get_app_config("journal"), schema_editor.connection.alias
    concerned = models.get_model("RenditionChild")
    rows = []
    pictures = models.get_model("Rendition").objects.using(using).values_list("pk", "child_id", "regions")
    for picture, own, regions in pictures.order_by("pk").iterator(chunk_size=BATCH):
        named = {UUID(region["child_id"]) for region in json.loads(regions) if region.get("child_id")}
        rows += [concerned(rendition_id=picture, child_id=child) for child in sorted({own, *named})]
        if len(rows) >= BATCH:
            concerned.objects.using(using).bulk_create(rows)
            rows = []
    concerned.objects.using(using).bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("journal", "0006_concerned")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
