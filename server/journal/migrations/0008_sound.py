from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0007_fill_concerned")]

    operations = [
        migrations.AddField("rendition", "has_sound", models.BooleanField(default=False)),
        migrations.AddField("rendition", "silenced_at", models.DateTimeField(null=True)),
    ]
