from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0008_work_orders")]

    operations = [
        migrations.AddIndex(
            "outboxmessage",
            models.Index(fields=["created_at"], condition=models.Q(state="stuck"), name="outbox_stuck"),
        ),
    ]
