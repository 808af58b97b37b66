"""Makes docs/guide/pictures/papers: the first page of every document, from made-up records.

    .venv/bin/python docs/make_pictures.py

The pictures are small (grey, 16 shades). They are looked at by a person after every change of a
layout; whether the pages keep to the decree is measured by tests/documents/test_every_document.py.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

from ocop_desktop.actions import entries, lists, merge_paper, papers, parts, samples, start, swap
from ocop_desktop.store.clock import fixed_clock, seeded_ids
from ocop_desktop.store.datafile import DataFile

OUT = Path(__file__).resolve().parent / "guide" / "pictures" / "papers"
UNIT, SEED = "615", "papers"
MOMENT = datetime.fromisoformat("2026-11-15T08:00:00+07:00")
DIVIDER = "TÀI LIỆU MINH CHỨNG"
SCALE, SHADES = 0.95, 16
WHOLE = {"letter": 2, "expiry-notice": 2}
"""How many records a paper about several is shown with; others about several take all."""


def main() -> None:
    """Print every document and keep its first page."""
    OUT.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        data = start.new(
            folder / "office.ocop",
            UNIT,
            era="2024",
            officer="Y Mẫu",
            clock=fixed_clock(MOMENT),
            new_id=seeded_ids(SEED),
        )
        with data:
            samples.fill(data, subjects=12, seed=7, real=True)
            for document in papers.documents():
                if document != papers.ELECTRONIC:
                    picture(printed(data, document, folder), OUT / f"{document}.png")
            inner_pages(data, folder)
            former_forms(data, folder)
            receipt(data, folder)


def inner_pages(data: DataFile, folder: Path) -> None:
    """What is only a page of another document: divider, cover of a part, list of dispatch."""
    with pypdfium2.PdfDocument(folder / "dossier.pdf") as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    at = next(n for n, text in enumerate(texts) if DIVIDER in text and "MỤC LỤC" not in text)
    picture(folder / "dossier.pdf", OUT / "divider.png", at)
    first = lists.entries(data, "dossier")[0].id
    part, *_ = parts.print_parts(data, first, folder / "parts", most=20)
    picture(part, OUT / "part-cover.png")
    picture(folder / "expiry-notice.pdf", OUT / "dispatch-list.png", -1)


def former_forms(data: DataFile, folder: Path) -> None:
    """The forms that are known of the decision before this one."""
    first = lists.entries(data, "dossier")[0].id
    entries.save(data, "dossier", first, {"regulation": "qd148_2023"})
    for document, named in (("mau-01", first), ("scoring-sheet", "qd148_2023/set_13")):
        out = papers.print_document(data, document, named, folder / f"{document}-148.pdf")
        picture(out, OUT / f"{document}-148.png")


def receipt(data: DataFile, folder: Path) -> None:
    """What a province prints of the files that it has taken in."""
    book, out = folder / "OCOP-Huyen-Dak-Ha-so-1.xlsx", folder / "merge-receipt.pdf"
    swap.export(data, book)
    clock, ids = fixed_clock(MOMENT), seeded_ids(f"{SEED} province")
    path = folder / "province.ocop"
    with start.new(path, "51", role="province", officer="Y Mẫu", clock=clock, new_id=ids) as there:
        merge_paper.write(there, swap.merge(there, [book]), out)
    picture(out, OUT / "merge-receipt.png")


def printed(data: DataFile, document: str, folder: Path) -> Path:
    """A document of the first record that it can be made from, or empty."""
    out = folder / f"{document}.pdf"
    if document == papers.BLANK:
        return papers.print_document(data, document, "product", out)
    found = lists.entries(data, papers.documents_of(document))
    ids = [entry.id for entry in found]
    if not papers.speaks_of_several(document):
        ids = ids[: WHOLE.get(document, 1)]
    elif document in WHOLE:
        ids = ids[: WHOLE[document]]
    return papers.print_together(data, document, ids, out)


def picture(file: Path, out: Path, at: int = 0) -> None:
    """A page of a PDF, the first unless said, as a small picture."""
    with pypdfium2.PdfDocument(file) as pdf:
        page = pdf[at % len(pdf)].render(scale=SCALE).to_pil().convert("L")
    page.quantize(SHADES, dither=Image.Dither.NONE).save(out, optimize=True)
    sys.stdout.write(f"{out.name}: {out.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main()
