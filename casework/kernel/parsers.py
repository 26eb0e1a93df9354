"""How the API reads a body. A module of its own: Django REST framework loads it while it loads its views."""

import io
import json
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class TextJSONParser(JSONParser):
    """JSON as we can store it and answer it: text that is UTF-8, numbers that are finite, within the size of a
    request, not too deep. Everything else is refused as malformed."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(most + 1)
        if len(body) > most:
            raise ParseError("The body is too large.")
        try:
            found = super().parse(io.BytesIO(body), media_type, parser_context)
            json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
        except (RecursionError, ValueError) as error:
            raise ParseError("The body is nested too deeply, or holds a value out of range.") from error
        return found
