import django.db.models.deletion
from django.db import migrations, models

BIG_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
CASCADE = django.db.models.deletion.CASCADE


class Migration(migrations.Migration):
    dependencies = [("journal", "0005_from_home")]

    operations = [
        migrations.CreateModel(
            name="RenditionChild",
            fields=[
                ("id", BIG_ID),
                ("child_id", models.UUIDField()),
                ("rendition", models.ForeignKey(on_delete=CASCADE, related_name="concerns", to="journal.rendition")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("child_id", "rendition"), name="once_concerned")]},
        ),
        migrations.AddIndex("entry", models.Index(fields=["-happened_at", "-id"], name="journal_ent_happene_f64aa7_idx")),
    ]
