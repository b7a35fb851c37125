from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_start")]

    operations = [
        migrations.AddField("nursery", "closure_dates", models.TextField(default="[]")),
        migrations.AddField("nursery", "grace_minutes", models.PositiveSmallIntegerField(default=30)),
        migrations.AddField("nursery", "office_name", models.CharField(blank=True, max_length=120, default=""), preserve_default=False),
    ]
