from django.db import migrations, models

EVIDENCE = [("portal", "portal"), ("paper", "paper"), ("spoken", "spoken")]


class Migration(migrations.Migration):
    dependencies = [("registry", "0008_fill_evidence")]

    operations = [
        migrations.AlterField("consentanswer", "evidence", models.CharField(max_length=10, choices=EVIDENCE)),
        migrations.AlterField("consentanswer", "signed_on", models.DateField()),
    ]
