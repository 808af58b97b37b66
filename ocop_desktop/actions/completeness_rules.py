"""What the law wants in a dossier, read from `completeness.toml` beside its decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from ocop_desktop import paths
from ocop_desktop.regulations.decision import Decision
from ocop_desktop.regulations.reader import read

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Need:
    """One thing a dossier must hold: fields that are filled, a paper, or sample products.

    `fields` and `tables` are written `product.name`; `instead` names a field that makes them
    unneeded. `kinds`: the kinds of dossier it is asked of, none for all.
    """

    code: str
    label: str = ""
    basis: str = ""
    level: str = ERROR
    kinds: tuple[str, ...] = ()
    except_sets: tuple[int, ...] = ()
    paper: str = ""
    samples: bool = False
    instead: str = ""
    fields: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    def is_asked(self, kind: str, set_number: int) -> bool:
        """Whether it is asked of a kind of dossier for a product of a set."""
        return (not self.kinds or kind in self.kinds) and set_number not in self.except_sets


@dataclass(frozen=True)
class Needs:
    """All that a decision wants in a dossier; `source` names where it says so.

    `papers_basis` is where the papers are named that no need of their own asks for.
    """

    source: str
    papers_basis: str = ""
    needs: tuple[Need, ...] = field(default=(), metadata={"name": "need"})

    def oddities(self) -> Iterator[str]:
        """What cannot be right."""
        for need in self.needs:
            if need.level not in (ERROR, WARNING):
                yield f"{need.code}: level là error hoặc warning"
            if not (need.paper or need.samples or need.fields or need.tables):
                yield f"{need.code}: chưa nói cần gì"

    def paper(self, code: str) -> list[Need]:
        """What is asked of a paper."""
        return [need for need in self.needs if need.paper == code]


def needs_of(decision: Decision) -> Needs | None:
    """What a decision wants; None where its text was not read."""
    return _needs(decision.code.replace("_", "-"))


@cache
def _needs(folder: str) -> Needs | None:
    file = paths.resources_dir() / "regulations" / folder / "completeness.toml"
    return read(file, Needs) if file.is_file() else None
