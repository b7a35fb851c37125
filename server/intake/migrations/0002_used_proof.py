from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_start")]

    operations = [
        migrations.CreateModel(
            name="UsedProof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=40, unique=True)),
                ("step", models.CharField(max_length=120)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
