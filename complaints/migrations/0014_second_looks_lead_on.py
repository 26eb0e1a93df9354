from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("complaints", "0013_letters_by_post")]

    operations = [
        migrations.AddField("secondlook", "carried_out", models.TextField(blank=True, default="")),
        migrations.AddField("secondlook", "carried_out_at", models.DateTimeField(null=True)),
        migrations.RemoveIndex("secondlook", "second_look_asked"),
        migrations.AddIndex(
            "secondlook",
            models.Index(
                condition=Q(state__in=("asked", "to_carry_out")), fields=["asked_at"], name="second_look_open"
            ),
        ),
        migrations.AddConstraint(
            "secondlook",
            models.CheckConstraint(
                condition=Q(state="carried_out") & ~Q(carried_out="")
                | ~Q(state="carried_out") & Q(carried_out=""),
                name="what_was_carried_out_is_said",
            ),
        ),
        migrations.AddIndex(
            "workorder",
            models.Index(
                condition=Q(outcome_told_at=None) & ~Q(state="sent_back") & ~Q(type="consultation"),
                fields=["id"],
                name="work_order_outcome_untold",
            ),
        ),
    ]
