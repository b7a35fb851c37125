from django.db import migrations, models

PURPOSES = [("own_journal", "own_journal"), ("other_journals", "other_journals"), ("voice", "voice")]


class Migration(migrations.Migration):
    dependencies = [("registry", "0009_evidence_is_needed")]

    operations = [migrations.AlterField("consentanswer", "purpose", models.CharField(max_length=20, choices=PURPOSES))]
