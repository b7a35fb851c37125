from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_hours_and_office")]

    operations = [migrations.AddField("nursery", "staff_may_work_outside", models.BooleanField(default=False))]
