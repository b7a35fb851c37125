from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_disowned"), ("media", "0002_clips")]

    operations = [
        migrations.AddField("rendition", "clip", models.TextField(blank=True, default="")),
        migrations.AddField("rendition", "crop", models.TextField(blank=True, default="")),
        migrations.AddField("rendition", "found_here", models.TextField(default="[]")),
        migrations.AddField("rendition", "looked_at", models.DateTimeField(null=True)),
        migrations.AddField("rendition", "face_at_s", models.FloatField(null=True)),
    ]
