from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_start")]

    operations = [
        migrations.AddField("staff", "pin_hash", models.CharField(blank=True, max_length=200, default=""), preserve_default=False),
        migrations.AddField("staff", "pin_wrong", models.PositiveIntegerField(default=0)),
        migrations.AddField("staff", "pin_answered", models.PositiveIntegerField(default=0)),
    ]
