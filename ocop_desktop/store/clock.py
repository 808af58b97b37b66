"""What time it is and which id comes next: real, or fixed for a demo and for tests."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], datetime]
Ids = Callable[[], str]


def real_clock() -> datetime:
    """Now, with the system's offset from UTC."""
    return datetime.now(UTC).astimezone()


def fixed_clock(moment: datetime) -> Clock:
    """A clock that stands still."""
    return lambda: moment


def random_id() -> str:
    """A new UUID, lower-case text."""
    return str(uuid.uuid4())


def seeded_ids(seed: int | str) -> Ids:
    """Ids that come again in the same order for the same seed."""
    numbers = random.Random(f"ids {seed}")
    return lambda: str(uuid.UUID(int=numbers.getrandbits(128), version=4))


def today(clock: Clock) -> date:
    """The calendar day of a clock."""
    return clock().date()
