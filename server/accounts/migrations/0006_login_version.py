from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_kiosk_sessions")]

    operations = [migrations.AddField("staff", "login_version", models.PositiveIntegerField(default=0))]
