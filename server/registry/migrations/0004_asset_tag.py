from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_work_outside")]

    operations = [
        migrations.AddField("device", "asset_tag", models.CharField(blank=True, max_length=40, default=""), preserve_default=False)
    ]
