"""Filling a data file with made-up records, through the same actions as the screens."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from ocop_desktop.actions import entries, files
from ocop_desktop.actions.law import the_regulations
from ocop_desktop.messages import Trouble
from ocop_desktop.samples import Sample, plan, published, scan_of
from ocop_desktop.store.clock import seeded_ids
from ocop_desktop.store.datafile import DataFile

Progress = Callable[[int, int, str], None]
_TOGETHER = 200


def fill(
    data: DataFile,
    *,
    subjects: int,
    seed: int | str,
    real: bool = False,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Save made-up subjects and all that belongs to them; return how many records of each form.

    The same seed and unit give the same records, ids included. `real` adds the published products
    of the unit. Every sample is marked as one.
    """
    new_id = seeded_ids(f"samples {seed} {data.unit}")
    made: Iterable[Sample] = plan(seed, subjects, data.places, data.unit, new_id, the_regulations())
    counted: Counter[str] = Counter()
    if real:
        _save_all(data, published(data.unit, data.places, new_id), counted, subjects, None)
    _save_all(data, made, counted, subjects, progress)
    return dict(counted)


def _save_all(
    data: DataFile,
    samples: Iterable[Sample],
    counted: Counter[str],
    subjects: int,
    progress: Progress | None,
) -> None:
    for batch in _batches(samples):
        given = [(one.kind, one.id, _fields(data, one), one.tables) for one in batch]
        saved = entries.save_several(data, given)
        for sample, one in zip(batch, saved, strict=True):
            for field, text in one.rejected.items():
                raise Trouble("unreadable", field=f"{sample.kind}.{field}", reason=text)
        counted.update(one.kind for one in batch)
        if progress:
            progress(counted["subject"], max(subjects, counted["subject"]), "Bản ghi mẫu")


def _batches(samples: Iterable[Sample]) -> Iterator[list[Sample]]:
    rest = iter(samples)
    while batch := list(islice(rest, _TOGETHER)):
        yield batch


def _fields(data: DataFile, sample: Sample) -> dict[str, object]:
    """A sample's fields; a paper gets a stand-in for its scan."""
    fields: dict[str, object] = dict(sample.fields)
    if sample.kind == "evidence" and not fields.get("file"):
        name, content = scan_of(sample)
        with tempfile.TemporaryDirectory() as folder:
            scan = Path(folder) / name
            scan.write_bytes(content)
            fields["file"] = files.keep(data, scan)
    return fields
