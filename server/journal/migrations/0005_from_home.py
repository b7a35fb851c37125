import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import server.audit.ids

BIG_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
CASCADE, PROTECT, SET_NULL = django.db.models.deletion.CASCADE, django.db.models.deletion.PROTECT, django.db.models.deletion.SET_NULL


def new_id():
    return models.UUIDField(default=server.audit.ids.new_id, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_login_version"), ("journal", "0004_rechecks"), ("registry", "0009_evidence_is_needed")]

    operations = [
        migrations.AddField(
            "entry", "contributor", models.ForeignKey(null=True, on_delete=PROTECT, related_name="sent", to="accounts.parent")
        ),
        migrations.AlterField(
            "entry", "author", models.ForeignKey(null=True, on_delete=PROTECT, related_name="entries", to="accounts.staff")
        ),
        migrations.AlterField("entry", "device", models.ForeignKey(null=True, on_delete=PROTECT, to="registry.device")),
        migrations.AlterField(
            "entry",
            "kind",
            models.CharField(choices=[("observation", "observation"), ("snapshot", "snapshot"), ("from_home", "from_home")], max_length=20),
        ),
        migrations.AlterField(
            "entryversion", "written_by", models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to="accounts.staff")
        ),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                condition=Q(author__isnull=False, device__isnull=False, contributor=None)
                | Q(author=None, device=None, contributor__isnull=False),
                name="staff_or_family",
            ),
        ),
        migrations.CreateModel(
            name="HomeDraft",
            fields=[
                ("id", new_id()),
                ("title", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("day", models.CharField(blank=True, max_length=40)),
                ("changed_at", models.DateTimeField()),
                ("parent", models.ForeignKey(on_delete=CASCADE, related_name="drafts", to="accounts.parent")),
                ("child", models.ForeignKey(on_delete=CASCADE, related_name="+", to="registry.child")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("parent", "child"), name="one_draft")]},
        ),
        migrations.CreateModel(
            name="HomePicture",
            fields=[
                ("id", new_id()),
                ("name", models.CharField(max_length=120)),
                ("position", models.PositiveIntegerField()),
                ("added_at", models.DateTimeField()),
                ("sha256", models.CharField(max_length=64)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("is_clip", models.BooleanField(default=False)),
                ("look", models.CharField(default="waiting", max_length=10)),
                ("found", models.TextField(default="[]")),
                ("clip", models.TextField(blank=True)),
                ("marks", models.TextField(blank=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("discarded_at", models.DateTimeField(null=True)),
                ("destroyed_at", models.DateTimeField(null=True)),
                ("draft", models.ForeignKey(null=True, on_delete=CASCADE, related_name="pictures", to="journal.homedraft")),
                ("entry", models.ForeignKey(null=True, on_delete=CASCADE, related_name="home_pictures", to="journal.entry")),
                ("contributor", models.ForeignKey(on_delete=PROTECT, related_name="+", to="accounts.parent")),
                ("child", models.ForeignKey(on_delete=CASCADE, related_name="+", to="registry.child")),
                ("rendition", models.OneToOneField(null=True, on_delete=SET_NULL, related_name="from_home", to="journal.rendition")),
                ("reviewed_by", models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to="accounts.staff")),
            ],
            options={
                "ordering": ["position", "added_at"],
                "indexes": [models.Index(fields=["look"], name="journal_hom_look_0e87db_idx")],
            },
        ),
        migrations.CreateModel(
            name="HomeTally",
            fields=[
                ("id", BIG_ID),
                ("day", models.DateField()),
                ("files", models.PositiveIntegerField(default=0)),
                ("bytes", models.PositiveBigIntegerField(default=0)),
                ("entries", models.PositiveIntegerField(default=0)),
                ("parent", models.ForeignKey(on_delete=CASCADE, related_name="+", to="accounts.parent")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("parent", "day"), name="one_tally_a_day")]},
        ),
    ]
