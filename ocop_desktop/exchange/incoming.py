"""What a workbook brings: rows that could be read, rows that could not, and edits by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from ocop_desktop.schema import Value
from ocop_desktop.schema.stamps import Stamps

_NO_EDITS: Mapping[str, Any] = MappingProxyType({})


class Incoming(NamedTuple):
    """One row of a sheet: a copy of a record.

    `values` and `stamps` are the sender's; `edits` are fields that somebody changed in the file
    afterwards, with what stands there now (the sender's value of these is not known any more).
    """

    kind: str
    id: str
    values: Mapping[str, Any]
    stamps: Stamps
    fields: Collection[str]  # those that its sheet carries
    parent_id: str | None = None
    origin: str = ""
    form_version: int = 1
    row: int = 0
    edits: Mapping[str, Any] = _NO_EDITS
    added: bool = False  # written into the file by hand: a record of whoever takes it


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot be taken: where it stands, why, what to do; its cells, to send it again."""

    kind: str
    id: str
    row: int
    code: str
    text: str
    column: str = ""
    cells: tuple[object, ...] = ()


State = Literal["pending", "taken", "refused"]


class Chosen(NamedTuple):
    """What was decided of an edit, and where it stands.

    `settled` says that it was decided when the file came before; `key` names it for ever; `sheet`
    and `cell` ("D15") are where somebody wrote.
    """

    state: State = "pending"
    settled: bool = False
    key: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def writes(self) -> bool:
        """Whether it is to be written now."""
        return self.state == "taken" and not self.settled


UNDECIDED = Chosen()


@dataclass(frozen=True, slots=True)
class Edit:
    """One change by hand in a file: the cell, before as the receiver holds it, after."""

    kind: str
    id: str
    row: int
    what: str  # "changed", "added" or "deleted"
    field: str = ""
    before: Value = None  # of a row taken out what the record is called here
    known: bool = True  # whether the receiver holds the record, so that `before` means something
    after: Any = None  # of a row that was added its values; of rows taken out how many
    chosen: Chosen = UNDECIDED


class Gone(NamedTuple):
    """Rows that somebody took out of a sheet: each with its number and the end of its id.

    Of a workbook that does not list its rows it is only known how `many`, and what is `left`.
    """

    kind: str
    many: int
    rows: Sequence[tuple[int, str]] = ()
    left: Collection[str] = ()
