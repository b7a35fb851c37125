from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_start")]

    operations = [migrations.AddField("entry", "is_disowned", models.BooleanField(default=False))]
