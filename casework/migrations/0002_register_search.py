from django.db import migrations

INDEX = """
CREATE INDEX register_bigrams ON casework_publicdecision USING gin (casework_bigrams(search_text));
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_case_file"), ("kernel", "0002_append_only_history_and_references")]

    operations = [migrations.RunSQL(INDEX, "DROP INDEX register_bigrams")]
