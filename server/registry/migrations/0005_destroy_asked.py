import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_asset_tag")]

    operations = [
        migrations.AddField(
            "device",
            "destroy_asked_by",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.staff"),
        ),
        migrations.AddField("device", "destroy_asked_at", models.DateTimeField(null=True)),
    ]
