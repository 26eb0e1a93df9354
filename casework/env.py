"""Typed readers of the environment, so that settings.py reads like a table.

Each reader takes the name and a development default. In production
(``CASEWORK_ENV=production``) a name without a default must be set: a secret that
falls back to a known value is worse than a process that does not start.
"""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


class MissingSetting(RuntimeError):
    """A required environment variable is absent or unreadable."""


def is_production() -> bool:
    return os.environ.get("CASEWORK_ENV", "development") == "production"


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "").lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    if value:
        raise MissingSetting(f"{name} must be true or false, not {value!r}.")
    return default


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise MissingSetting(f"{name} must be a whole number, not {value!r}.") from error


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, empty items dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def path(name: str, default: Path) -> Path:
    value = os.environ.get(name, "")
    return Path(value).expanduser().resolve() if value else default


def secret(name: str, development: str) -> str:
    """A secret: the development value is never used in production."""
    value = os.environ.get(name, "")
    if value:
        return value
    if is_production():
        raise MissingSetting(f"{name} must be set when CASEWORK_ENV=production.")
    return development
