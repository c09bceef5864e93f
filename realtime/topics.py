"""What can be listened to, and who may."""

import re
from collections.abc import Iterable

from journal.models import Audience
from municipalities.models import Membership
from municipalities.rules import JUDGES

# record:<uuid>  queue:<municipality>  stream:<municipality>  survey:<number>
TOPIC = re.compile(r"record:[0-9a-f-]{36}|(queue|stream):[0-9]{1,6}|survey:[0-9]{1,18}")
AT_DESK = frozenset({"contribution", "case"})


def is_topic(name: str) -> bool:
    """Whether there can be such a topic."""
    return TOPIC.fullmatch(name) is not None


def topics_of(kind: str, key: str, audience: str, municipality: int | None) -> Iterable[str]:
    """The topics on which an entry is heard. What is for staff is never heard on a public one."""
    if kind in AT_DESK and municipality is not None:
        yield f"queue:{municipality}"
    if audience != Audience.PUBLIC:
        return
    if kind == "record":
        yield f"record:{key}"
    if municipality is not None:
        yield f"stream:{municipality}"


def is_for_staff(topic: str) -> bool:
    """Whether one has to work for the municipality to hear it."""
    return topic.startswith("queue:")


def may_listen(user_id: int | None, topic: str) -> bool:
    """Public topics are for everyone, a queue for those who work at it. One query for a queue."""
    if not is_topic(topic):
        return False
    if not is_for_staff(topic):
        return True
    nis = int(topic.partition(":")[2])
    return (
        user_id is not None
        and Membership.objects.filter(user=user_id, user__is_active=True, municipality=nis, role__in=JUDGES).exists()
    )
