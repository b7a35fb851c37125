from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0008_sound")]

    operations = [migrations.AddField("rendition", "tracks_here", models.TextField(default="[]"))]
