"""The one launcher of the embedded PostgreSQL and Valkey (run, tests, benches)."""


def database_url() -> str:
    """Address of the embedded PostgreSQL of this checkout, whether it runs or not."""
    return "postgres:///casework"


def redis_url() -> str:
    """Address of the embedded Valkey of this checkout, whether it runs or not."""
    return "redis://localhost:6379/0"
