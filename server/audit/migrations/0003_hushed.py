from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_guard")]

    operations = [
        migrations.CreateModel(
            name="Hushed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("count", models.PositiveIntegerField(default=0)),
                ("told_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
