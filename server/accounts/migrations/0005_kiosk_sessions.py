from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_staff_access")]

    operations = [migrations.AddField("officesession", "is_kiosk", models.BooleanField(default=False))]
