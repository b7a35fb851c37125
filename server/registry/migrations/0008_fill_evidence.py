from django.db import migrations
from django.db.models import F
from django.db.models.functions import TruncDate


def fill(apps, schema_editor):
    """What a parent recorded came from the portal; all of it was signed on the day on which it was recorded."""
    answers = apps.get_model("registry", "ConsentAnswer").objects
    answers.filter(recorded_by__startswith="parent:").update(evidence="portal")
    answers.filter(signed_on=None).annotate(day=TruncDate("signed_at")).update(signed_on=F("day"))


class Migration(migrations.Migration):
    dependencies = [("registry", "0007_evidence_and_kept_out")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
