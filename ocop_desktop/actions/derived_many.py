"""What follows from very many records of several kinds at once: each is worked out once.

Many rows stand in one record, and many ranks belong to one product: asked kind by kind, as
`derived.refresh` is, the same ones would be worked out again and again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ocop_desktop.actions import derived
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.steps import Progress, unseen

ORDER = ("support_item", "support", "product", "dossier", "assessment")
"""Kinds that are worked out from others, each after those that it is worked out from."""

_MANY = 200
_LABEL = "Tính lại"


def refresh_many(
    data: DataFile, work: Work, touched: Mapping[str, Iterable[str]], progress: Progress = unseen
) -> None:
    """Bring up to date what follows from these records, by kind, in them and elsewhere.

    No new stamp. Cancelled may be raised by `progress`.
    """
    due: dict[str, set[str]] = {kind: set(ids) for kind, ids in touched.items()}
    for kind in list(due):
        _climb(data, work, kind, due)
    ranked: set[str] = set()
    for part in _parts(due.get("recognition", ())):
        ranked.update(derived.ranked_by(work, part))
    steps = [(kind, part) for kind in ORDER for part in _parts(due.get(kind, ()))]
    total, done = sum(len(part) for _, part in steps) + len(ranked), 0
    for part in _parts(ranked):
        derived.refresh_ranks(data, work, part)
        done += len(part)
        progress(done, total, _LABEL)
    for kind, part in steps:
        derived.recompute(data, work, data.forms[kind], part)
        done += len(part)
        progress(done, total, _LABEL)


def _climb(data: DataFile, work: Work, kind: str, due: dict[str, set[str]]) -> None:
    """Add the records in which rows stand that they are worked out from, to the top."""
    parent, ids = data.forms[kind].parent, due.get(kind, set())
    while ids and parent in derived.FROM_TABLES:
        assert parent is not None
        above: set[str] = set()
        for part in _parts(ids):
            above.update(derived.parents(work.connection, kind, part))
        due.setdefault(parent, set()).update(above)
        kind, parent, ids = parent, data.forms[parent].parent, above


def _parts(ids: Iterable[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _MANY):
        yield ordered[start : start + _MANY]
