from django.db import migrations

PREFIXES = ("cmp", "rpt", "cas", "vis", "apr", "doc", "wks", "pub", "hrg", "mea", "cor")
APPEND_ONLY = ("kernel_auditevent", "kernel_auditlink", "kernel_deadlineevent")

# Rows may be added and never changed; TRUNCATE is left to the owner, because the flush of a test database
# needs it and the application's role lacks the privilege.
REFUSE = """
CREATE FUNCTION casework_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: corrections are new rows', TG_TABLE_NAME;
END $$;
"""

GUARD = "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION casework_refuse_change();"

# The chain is written at commit, under one lock, so that concurrent writers cannot fork it.
CHAIN = """
CREATE FUNCTION casework_chain_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
    before text := repeat('0', 64);
    place bigint := 1;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('casework.audit.chain'));
    SELECT sequence, hash INTO last FROM kernel_auditlink ORDER BY sequence DESC LIMIT 1;
    IF FOUND THEN
        before := last.hash;
        place := last.sequence + 1;
    END IF;
    INSERT INTO kernel_auditlink (event_id, sequence, previous, hash)
    VALUES (NEW.id, place, before, encode(sha256(convert_to(before || NEW.content_hash, 'UTF8')), 'hex'));
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER chain_event AFTER INSERT ON kernel_auditevent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casework_chain_event();
"""

# Character bigrams of a text that was normalised when it was stored.
BIGRAMS = """
CREATE FUNCTION casework_bigrams(content text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(array_agg(DISTINCT substr(content, place, 2)), '{}')
    FROM generate_series(1, char_length(content) - 1) AS place
    WHERE substr(content, place, 2) !~ '\\s'
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_registry")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION casework_refuse_change()"),
        *[migrations.RunSQL(GUARD.format(table=t), f"DROP TRIGGER append_only ON {t}") for t in APPEND_ONLY],
        migrations.RunSQL(
            CHAIN, "DROP TRIGGER chain_event ON kernel_auditevent; DROP FUNCTION casework_chain_event()"
        ),
        migrations.RunSQL(BIGRAMS, "DROP FUNCTION casework_bigrams(text)"),
        *[
            migrations.RunSQL(f"CREATE SEQUENCE kernel_reference_{p}", f"DROP SEQUENCE kernel_reference_{p}")
            for p in PREFIXES
        ],
    ]
