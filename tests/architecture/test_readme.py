"""The README lists every switch that the program reads."""

import re
from pathlib import Path

from django.conf import settings

SWITCH = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')
READERS = ("casework/settings.py", "casework/embedded/places.py", "casework/embedded/servers.py")


def test_every_environment_variable_is_in_the_readme():
    root = Path(settings.BASE_DIR)
    read = {name for path in READERS for name in SWITCH.findall((root / path).read_text(encoding="utf-8"))}
    told = (root / "README.md").read_text(encoding="utf-8")
    assert sorted(name for name in read if f"`{name}`" not in told) == []
