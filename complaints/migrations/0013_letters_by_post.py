import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0012_find_what_waits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "submission", "wants_paper", models.BooleanField(db_default=False, default=False)
        ),
        migrations.AddField("letter", "to_post_since", models.DateTimeField(null=True)),
        migrations.AddField("letter", "posted_on", models.DateField(null=True)),
        migrations.AddField(
            "letter",
            "posted_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("letter", "registered_number", models.CharField(blank=True, max_length=20)),
        migrations.AddIndex(
            "letter",
            models.Index(
                condition=Q(to_post_since__isnull=False, posted_on=None),
                fields=["to_post_since"],
                name="letter_to_post",
            ),
        ),
        migrations.AddConstraint(
            "letter",
            models.CheckConstraint(
                condition=Q(posted_on=None, posted_by=None, registered_number="")
                | Q(to_post_since__isnull=False, posted_on__isnull=False, posted_by__isnull=False),
                name="a_posted_letter_was_to_be_posted_and_says_by_whom",
            ),
        ),
    ]
