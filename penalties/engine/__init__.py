"""The arithmetic of administrative penalties. Pure: no Django, no clock; it reads the statute files."""
