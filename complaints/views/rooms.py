"""What waits in the rooms of the side bar: counted in the one query of a page that counts."""

from django.db.models import QuerySet
from django.http import HttpRequest

from casework import queries as hub
from casework.kernel.pages import count_in_rooms
from complaints.models import Submission
from complaints.queries.messages import stuck_to_mend
from complaints.queries.post import to_post_among


def count_with_rooms(request: HttpRequest, mine: QuerySet[Submission], *lists: QuerySet) -> list[int]:
    """How many rows each of ``lists`` holds; what waits of ``mine`` in the rooms is counted beside them."""
    rooms = {
        "messages_stuck": stuck_to_mend(mine, request.user),
        "letters_to_post": to_post_among(mine, request.user),
    }
    numbers = hub.count_each(*lists, *rooms.values())
    waiting = zip(rooms, numbers[len(lists) :], strict=True)
    count_in_rooms(request, {name: hub.counted(number) for name, number in waiting if number})
    return numbers[: len(lists)]
