import django.db.models.deletion
from django.db import migrations, models

import server.audit.ids

BIG_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
CASCADE, PROTECT = django.db.models.deletion.CASCADE, django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_login_version"), ("journal", "0003_clips"), ("registry", "0009_evidence_is_needed")]

    operations = [
        # The server takes a step by itself when a permission changed: nobody's name stands beside it then.
        migrations.AlterField("entrystep", "by", models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to="accounts.staff")),
        migrations.CreateModel(
            name="RecheckCase",
            fields=[
                ("id", models.UUIDField(default=server.audit.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("what", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("seq", models.BigIntegerField(db_index=True)),
                ("books", models.PositiveIntegerField(default=0)),
                ("seen_at", models.DateTimeField(null=True)),
                ("child", models.ForeignKey(on_delete=CASCADE, related_name="rechecks", to="registry.child")),
                ("seen_by", models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to="accounts.staff")),
            ],
            options={"indexes": [models.Index(fields=["-at"], name="journal_rec_at_cdab4c_idx")]},
        ),
        migrations.CreateModel(
            name="RecheckRow",
            fields=[
                ("id", BIG_ID),
                ("became", models.CharField(default="waiting", max_length=10)),
                ("at", models.DateTimeField(null=True)),
                ("barer", models.TextField(blank=True)),
                ("case", models.ForeignKey(on_delete=CASCADE, related_name="rows", to="journal.recheckcase")),
                ("rendition", models.ForeignKey(on_delete=CASCADE, related_name="rechecks", to="journal.rendition")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "rendition"), name="once_in_a_recheck")],
                "indexes": [models.Index(fields=["became"], name="journal_rec_became_6f7538_idx")],
            },
        ),
        migrations.CreateModel(
            name="BookPicture",
            fields=[
                ("id", BIG_ID.clone()),
                ("book", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("parent", models.ForeignKey(on_delete=CASCADE, related_name="+", to="accounts.parent")),
                ("rendition", models.ForeignKey(on_delete=CASCADE, related_name="in_books", to="journal.rendition")),
            ],
        ),
    ]
