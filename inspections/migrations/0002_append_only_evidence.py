from django.db import migrations

APPEND_ONLY = ("inspections_evidence", "inspections_signature")

GUARD = "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();"

# The record is made in the transaction that signs; from then on the visit stands as it is.
SIGNED = """
CREATE TRIGGER signed_for_good BEFORE UPDATE OR DELETE ON inspections_visit FOR EACH ROW
    WHEN (OLD.state = 'cancelled' OR OLD.state = 'signed' AND OLD.record_id IS NOT NULL)
    EXECUTE FUNCTION casework_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0001_visits_and_evidence"),
        ("kernel", "0002_append_only_history_and_references"),
    ]

    operations = [
        *[migrations.RunSQL(GUARD.format(table=t), f"DROP TRIGGER append_only ON {t}") for t in APPEND_ONLY],
        migrations.RunSQL(SIGNED, "DROP TRIGGER signed_for_good ON inspections_visit"),
    ]
