"""The arithmetic of administrative penalties. Pure: no Django, no clock, no network; statutes are read as files."""
