import django.db.models.deletion
from django.db import migrations, models

PURPOSES = [("own_journal", "own_journal"), ("other_journals", "other_journals")]
EVIDENCE = [("portal", "portal"), ("paper", "paper"), ("spoken", "spoken")]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_login_version"), ("registry", "0006_house_changes")]

    operations = [
        migrations.AlterField("consentanswer", "purpose", models.CharField(max_length=20, choices=PURPOSES)),
        # What was recorded before came from the portal or a paper, on the day on which it was recorded; the next migration says so.
        migrations.AddField("consentanswer", "evidence", models.CharField(max_length=10, choices=EVIDENCE, default="paper")),
        migrations.AddField("consentanswer", "signed_on", models.DateField(null=True)),
        migrations.AddField("device", "fetched_seq", models.BigIntegerField(default=0)),
        migrations.CreateModel(
            name="KeptOut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_kept_out", models.BooleanField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.staff")),
                (
                    "child",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="kept_out", to="registry.child"),
                ),
            ],
        ),
    ]
