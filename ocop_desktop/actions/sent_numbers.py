"""The running number of a file that is sent: no two files of an installation bear the same one.

It is taken before the file is written, in the line in which all writers of a server's database
stand, and noted once the file is whole. A file that was not written gives its number back; where
the program was killed meanwhile the number is skipped, for nobody knows how far the file came.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from sqlalchemy import Connection

from ocop_desktop.messages import Trouble
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.settings import put_setting, put_settings, read_settings

SENT_NUMBER, SENT_AT = "sent_number", "exported_at"
_TAKEN = "taken_number"
"""The highest number that was taken, and by which installation: the file may become another."""

_VERB = "export"


@contextmanager
def a_number(data: DataFile) -> Iterator[int]:
    """The next number, for a file that is written while the block runs."""
    with data.work(_VERB) as work:
        number = _highest(data, work.connection) + 1
        _keep(data, work.connection, number)
    try:
        yield number
    except BaseException:
        with suppress(Trouble), data.work(_VERB) as work:  # what happened first is told
            if _highest(data, work.connection) == number:
                _keep(data, work.connection, number - 1)
        raise


def note(work: Work, number: int) -> dict[str, object]:
    """Keep that the file with this number was sent; give the settings that say so.

    One with a later number may have been sent before.
    """
    last = max(number, int(str(read_settings(work.connection).get(SENT_NUMBER) or 0)))
    facts: dict[str, object] = {SENT_NUMBER: last, SENT_AT: work.at}
    put_settings(work.connection, facts)
    return facts


def _highest(data: DataFile, connection: Connection) -> int:
    """The highest number that was sent or taken, as it is now: not as this program last read it."""
    there = read_settings(connection)
    taken, sent = there.get(_TAKEN), int(str(there.get(SENT_NUMBER) or 0))
    if isinstance(taken, Mapping) and taken.get("installation") == data.installation:
        return max(sent, int(taken["number"]))
    return sent


def _keep(data: DataFile, connection: Connection, number: int) -> None:
    put_setting(connection, _TAKEN, {"installation": data.installation, "number": number})
