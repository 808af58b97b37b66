"""Printing: the text of a dossier, twenty of them, 500 bound pages, a hundred photographs.

The bounds do the bare minimum with the same content: platypus with a paragraph for each line and
cell, LibreOffice turning equal Word files into PDF, pikepdf joining the same files, Pillow
reading and writing the same photographs.
"""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from _bench import Found, Report, Sample, main, peak, timed
from _scans import scans

TEXT = ("mau-01", "mau-02", "mau-03", "scoring-sheet")
WARM, ROUNDS, PRODUCTS = 2, 8, 20
FILES, PAGES = 60, 460
PHOTOS, MEGAPIXELS = 100, (4000, 3000)


def prepare(folder: Path) -> Sample:
    """An office with dossiers, scans to bind, photographs to attach."""
    from datetime import datetime

    from ocop_desktop.actions import samples, start
    from ocop_desktop.store.clock import fixed_clock, seeded_ids

    moment = datetime.fromisoformat("2026-11-15T08:00:00+07:00")
    options = {"clock": fixed_clock(moment), "new_id": seeded_ids("bench")}
    with start.new(folder / "office.ocop", "615", era="2024", officer="Y", **options) as data:
        samples.fill(data, subjects=12, seed=7, real=True)
    scans(folder / "scans", FILES, PAGES)
    _photos(folder / "photos")
    return {}


def _photos(folder: Path) -> None:
    from PIL import Image

    folder.mkdir()
    noise = Image.effect_noise((1000, 750), 60).convert("RGB").resize(MEGAPIXELS)
    noise.save(folder / "0.jpg", quality=88)
    for number in range(1, PHOTOS):
        content = (folder / "0.jpg").read_bytes()
        (folder / f"{number}.jpg").write_bytes(content + number.to_bytes(4, "big"))


# ---- the text of dossiers


def _trees(folder: Path) -> Iterator[dict[str, object]]:
    """The facts of every dossier that has a set, again and again."""
    from ocop_desktop.actions import bundles, lists, start
    from ocop_desktop.actions.paper_sheet import sheet_tree

    with start.open_data(folder / "office.ocop", write=False) as data:
        made = []
        for entry in lists.entries(data, "dossier"):
            tree = bundles.gather(data, entry.id).tree
            sheet = sheet_tree(data, "dossier", entry.id)
            both = {**tree, **sheet, "made": {**tree["made"], **sheet["made"]}}
            made.append(both)
    while True:
        yield from made


def _documents(folder: Path) -> Iterator[list[object]]:
    """The four papers of one product after another, as blocks."""
    from ocop_desktop.actions.bundles import compose_document

    for tree in _trees(folder):
        yield [compose_document(name, tree) for name in TEXT]


def drawn(folder: Path) -> Sample:
    """Ours, from the facts: composed and drawn."""
    from ocop_desktop.actions.bundles import compose_document
    from ocop_desktop.documents.ink.draw import draw

    trees = _trees(folder)
    for _ in range(WARM):
        tree = next(trees)
        for name in TEXT:
            draw(compose_document(name, tree), folder / f"{name}.pdf")
    with timed() as sample:
        pages = 0
        for _ in range(ROUNDS):
            tree = next(trees)
            for name in TEXT:
                pages += draw(compose_document(name, tree), folder / f"{name}.pdf")
    return sample | {"pages": pages / ROUNDS}


def bare(folder: Path) -> Sample:
    """Platypus: a paragraph for each line of the same papers, one for each cell."""
    from _platypus import Bare

    documents = _documents(folder)
    engine = Bare()
    for _ in range(WARM):
        for document in next(documents):
            engine.draw(document, folder / "bare.pdf")
    content = [next(documents) for _ in range(ROUNDS)]
    with timed() as sample:
        pages = 0
        for papers in content:
            for document in papers:
                pages += engine.draw(document, folder / "bare.pdf")
    return sample | {"pages": pages / ROUNDS}


def twenty(folder: Path) -> Sample:
    """Ours: the papers of twenty products, a file for each, in a program that has drawn before."""
    from ocop_desktop.actions.bundles import compose_document
    from ocop_desktop.documents.compose import merged
    from ocop_desktop.documents.ink.draw import draw

    trees = _trees(folder)
    for number in range(-WARM, PRODUCTS):
        if number == 0:
            start = time.perf_counter()
        tree = next(trees)
        draw(merged([compose_document(name, tree) for name in TEXT]), folder / f"{number}.pdf")
    return {"t": time.perf_counter() - start}


def office_suite(folder: Path) -> Sample:
    """LibreOffice: as many equal Word files into PDF, in one start; 0 where it has no Writer."""
    from ocop_desktop.documents.compose import merged
    from ocop_desktop.documents.word.write import write

    documents, files = _documents(folder), []
    for number in range(PRODUCTS):
        files.append(folder / f"w{number}.docx")
        write(merged(next(documents)), files[-1])
    if not shutil.which("soffice"):
        return {"t": 0.0}
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    command += ["pdf:writer_pdf_Export", "--outdir", folder / "suite"]
    subprocess.run([*command, files[0]], capture_output=True, check=False)  # makes its profile
    if not list((folder / "suite").glob("*.pdf")):
        return {"t": 0.0}
    start = time.perf_counter()
    subprocess.run([*command, *files], capture_output=True, check=True)
    return {"t": time.perf_counter() - start}


# ---- binding


def bound(folder: Path) -> Sample:
    """Ours: front pages, forms, dividers, every scan fitted, numbered, in the bookmarks."""
    return _bound(folder, FILES)


def bound_half(folder: Path) -> Sample:
    """The same with half the scans: memory must not follow the pages."""
    return _bound(folder, FILES // 2)


def _bound(folder: Path, files: int) -> Sample:
    from dataclasses import replace

    from ocop_desktop.actions import bundles, lists, start
    from ocop_desktop.documents.binding.bind import bind
    from ocop_desktop.documents.binding.bundle import Paper, Scan

    with start.open_data(folder / "office.ocop", write=False) as data:
        dossier = lists.entries(data, "dossier")[0]
        bundle = bundles.bundle(data, dossier.id)
    found = sorted((folder / "scans").glob("*.pdf"))[:files]
    papers = tuple(Paper(f"Giấy {file.stem}", "", Scan(file, file.name)) for file in found)
    with timed() as sample:
        pages = bind(replace(bundle, papers=papers), folder / "bound.pdf").pages
    return sample | {"pages": pages, "peak": peak()}


def joined(folder: Path) -> Sample:
    """pikepdf: the same files joined, nothing else."""
    import pikepdf

    found = sorted((folder / "scans").glob("*.pdf"))
    with timed() as sample, pikepdf.new() as pdf:
        opened = [pikepdf.open(file) for file in found]
        for source in opened:
            pdf.pages.extend(source.pages)
        pdf.save(folder / "joined.pdf")
    return sample | {"peak": peak()}


# ---- photographs


def attached(folder: Path) -> Sample:
    """Ours: copied, hashed, flushed and recorded, one after another."""
    from ocop_desktop.actions import files, lists, start

    copy = folder / "attach.ocop"
    shutil.copy(folder / "office.ocop", copy)
    with start.open_data(copy) as data:
        product = lists.entries(data, "product")[0].id
        photos = sorted((folder / "photos").glob("*.jpg"))
        with timed() as sample:
            for photo in photos:
                files.attach(data, "product", product, photo, paper="photo")
    return sample


def rewritten(folder: Path) -> Sample:
    """Pillow: the same photographs read and written."""
    from PIL import Image

    out = folder / "pillow"
    out.mkdir(exist_ok=True)
    photos = sorted((folder / "photos").glob("*.jpg"))
    with timed() as sample:
        for photo in photos:
            with Image.open(photo) as image:
                image.save(out / photo.name, "JPEG", quality=88)
    return sample


def judge(found: Found, report: Report) -> None:
    """The figures of printing."""
    ours, bound_ = found["drawn"], found["bare"]
    report.ratio("text of a dossier, warm", ours["cpu"], bound_["cpu"], at_most=1.3, unit="s cpu")
    report.note("  pages, ours and bare", f"{ours['pages']:.0f}, {bound_['pages']:.0f}")
    suite = found["office_suite"]["t"]
    if suite:
        report.ratio("twenty products", found["twenty"]["t"], suite, at_least=6)
    else:
        report.note("twenty products", "LibreOffice has no Writer here")
    ours, join = found["bound"], found["joined"]
    report.ratio("bind 60 scans", ours["cpu"], join["cpu"], at_most=2.5, unit="s cpu")
    report.note("  by the clock", f"{ours['t']:.1f} s, {join['t']:.1f} s")
    report.note("  pages; memory of pikepdf", f"{ours['pages']:.0f}; {join['peak']:.0f} MiB")
    report.limit("bind, memory", ours["peak"], at_most=250)
    grown = ours["peak"] - found["bound_half"]["peak"]
    report.limit("bind, memory grown with twice the pages", grown, at_most=15)
    photos = found["attached"], found["rewritten"]
    report.ratio("attach 100 photographs", photos[0]["t"], photos[1]["t"], at_most=1.2)


if __name__ == "__main__":
    CASES = [drawn, bare, bound, joined, bound_half, twenty, office_suite, attached, rewritten]
    ONCE = ("office_suite", "attached", "rewritten")
    main(__file__, CASES, judge, prepare=prepare, rounds=3, once=ONCE)
