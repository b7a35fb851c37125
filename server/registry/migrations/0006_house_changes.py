import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_login_version"), ("registry", "0005_destroy_asked")]

    operations = [
        migrations.CreateModel(
            name="HouseChangeRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("changed", models.TextField()),
                ("before", models.TextField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.staff")),
            ],
        ),
    ]
