from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0010_search_held_anew")]

    operations = [migrations.AddField(model_name="recheckrow", name="is_silence", field=models.BooleanField(default=False))]
