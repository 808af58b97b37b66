"""A dossier printed in parts with covers, a part of it printed again, and what is to be signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ocop_desktop.actions import bundles
from ocop_desktop.documents.binding.bundle import Bound, Progress
from ocop_desktop.documents.scope import Tree
from ocop_desktop.messages import Trouble
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.engine import troubles

MOST = 200
"""Pages of a part: what an office binds with one clip."""

COVER, SIGNS = "part-cover", "sign-list"


def print_parts(
    data: DataFile,
    id: str,
    folder: Path,
    progress: Progress | None = None,
    most: int = MOST,
) -> list[Path]:
    """Bind a dossier and print it in parts, each with a cover; then the list of what is signed.

    Whatever `progress` raises stops the work and leaves nothing behind.
    """
    gathered = bundles.gather(data, id)
    with troubles(folder), TemporaryDirectory(prefix="ocop-") as name:
        whole, made = Path(name) / "whole.pdf", Path(name) / "made"
        made.mkdir()
        bound = bundles.bind(bundles.bundle_of(data, gathered), whole, progress)
        parts = list(_parts(gathered, bound, whole, made, most, progress))
        signs = made / f"{SIGNS}.pdf"
        _draw(SIGNS, _signed_tree(gathered, bound), signs)
        folder.mkdir(parents=True, exist_ok=True)
        return [_moved(file, folder) for file in (*parts, signs)]


def print_pages(
    whole: Path, first: int, last: int | None, out: Path, progress: Progress | None = None
) -> Path:
    """Pages of a file that was printed before, from one on where printing stopped."""
    from ocop_desktop.documents.binding.pace import Pace
    from ocop_desktop.documents.binding.parts import excerpt

    if first < 1 or (last is not None and last < first):
        raise Trouble("no_such_pages", first=first, last=last or "")
    part = out.with_name(f"{out.stem}.part{out.suffix}")
    with troubles(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            excerpt(whole, (first, last or 1_000_000), part, Pace(progress, 1), out.stem)
            part.replace(out)
        except (ValueError, RuntimeError) as error:
            raise Trouble("no_such_pages", first=first, last=last or "") from error
        finally:
            part.unlink(missing_ok=True)
    return out


def signed_tree(data: DataFile, id: str, progress: Progress | None = None) -> Tree:
    """What the list of pages to sign names: the dossier is bound to know them."""
    gathered = bundles.gather(data, id)
    with TemporaryDirectory(prefix="ocop-") as name:
        bundle = bundles.bundle_of(data, gathered)
        bound = bundles.bind(bundle, Path(name) / "whole.pdf", progress)
    return _signed_tree(gathered, bound)


def _signed_tree(gathered: bundles.Gathered, bound: Bound) -> Tree:
    rows: Sequence[Tree] = [
        {"page": str(one.page), "title": one.title, "who": one.who, "seal": "x" if one.seal else ""}
        for one in bound.signed
    ]
    facts: Tree = {"signed": rows, "bound_pages": str(bound.pages), "bundle_title": gathered.title}
    return _with(gathered.tree, facts)


def _parts(
    gathered: bundles.Gathered,
    bound: Bound,
    whole: Path,
    folder: Path,
    most: int,
    progress: Progress | None,
) -> Iterator[Path]:
    from ocop_desktop.documents.binding.pace import Pace
    from ocop_desktop.documents.binding.parts import excerpt, ranges

    found = ranges(bound, most)
    for number, pages in enumerate(found, start=1):
        facts = {
            "part": str(number),
            "parts": str(len(found)),
            "part_first": str(pages[0]),
            "part_last": str(pages[1]),
        }
        cover = folder / f"{COVER}.pdf"
        _draw(COVER, _with(gathered.tree, facts), cover)
        out = folder / f"tap-{number}-tren-{len(found)}.pdf"
        excerpt(whole, pages, out, Pace(progress, 1), f"Tập {number}/{len(found)}", cover)
        cover.unlink()
        yield out


def _draw(document: str, tree: Tree, out: Path) -> None:
    from ocop_desktop.documents.ink.draw import draw

    draw(bundles.compose_document(document, tree), out)


def _with(tree: Tree, facts: Tree) -> Tree:
    made = tree["made"]
    assert isinstance(made, dict)
    return {**tree, "made": {**made, **facts}}


def _moved(file: Path, folder: Path) -> Path:
    """A finished file in its place, also where that is another disk."""
    import shutil

    out = folder / file.name
    part = out.with_name(f"{out.name}.part")
    try:
        shutil.copyfile(file, part)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return out
