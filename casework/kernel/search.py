"""Chinese full text: character bigrams, a GIN index on an expression, every hit re-checked literally.

Two Chinese characters are the commonest word length, and no word list is needed.
"""

import unicodedata

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL


def normal(text: str) -> str:
    """Full-width and half-width, upper and lower case are the same to a searcher."""
    return unicodedata.normalize("NFKC", text).casefold()


def containing(rows: QuerySet, column: str, query: str) -> QuerySet:
    """Rows whose normalised text in ``column`` contains every word of ``query`` literally.

    ``column`` is a name of the code's own, never input. Its text must have been stored through
    :func:`normal`, and the table needs the index ``gin (casework_bigrams(column))``.
    """
    for word in normal(query).split():
        if len(word) > 1:
            table = rows.model._meta.db_table
            rows = rows.annotate(
                bigrams_match=RawSQL(
                    f'casework_bigrams("{table}"."{column}") @> casework_bigrams(%s)', [word]
                )
            ).filter(bigrams_match=True)
        rows = rows.filter(**{f"{column}__contains": word})
    return rows
