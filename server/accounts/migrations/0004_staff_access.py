import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_staff_agreements")]

    operations = [
        migrations.AddField("staff", "must_change_password", models.BooleanField(default=False)),
        migrations.AddField("staff", "last_login_at", models.DateTimeField(null=True)),
        migrations.AddField("staff", "ended_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="StaffChangeRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=20)),
                ("before_role", models.CharField(blank=True, max_length=20)),
                ("after_role", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.staff")),
                ("staff", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="accounts.staff")),
            ],
        ),
    ]
