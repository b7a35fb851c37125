import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0001_start")]

    operations = [
        migrations.AddField("media", "is_clip", models.BooleanField(default=False)),
        migrations.AddField("media", "poster_sha256", models.CharField(max_length=64, blank=True, default="")),
        migrations.CreateModel(
            name="MarkedClip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=80)),
                ("of_sha256", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("media", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="marked", to="media.media")),
            ],
        ),
        migrations.AddConstraint(
            model_name="markedclip",
            constraint=models.UniqueConstraint(fields=("media", "mark"), name="one_marked_clip_per_family"),
        ),
    ]
