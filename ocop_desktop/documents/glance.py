"""A small picture of a kept scan: a page of a PDF, or of the picture itself, upright."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageOps

from ocop_desktop.documents.binding.pictures import TOO_MANY, frame_count, know_heic

UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)
Glance = tuple[int, int, bytes]  # width, height, four bytes a pixel: blue, green, red, 255


def glance(file: Path, most: int, page: int = 0) -> Glance | None:
    """At most so many pixels wide and high; None where nothing can be shown."""
    with file.open("rb") as content:
        head = content.read(1024)
    image = (_of_pdf if b"%PDF-" in head else _of_picture)(file, most, page)
    if image is None:
        return None
    image.thumbnail((most, most), Image.Resampling.LANCZOS, reducing_gap=2.0)
    blue_first = image.convert("RGBA").tobytes("raw", "BGRA")  # BGRX would be seen through
    return image.width, image.height, blue_first


def page_count(file: Path) -> int | None:
    """How many pages a PDF or a picture has; None where it cannot be read."""
    import pypdfium2

    with file.open("rb") as content:
        head = content.read(1024)
    if b"%PDF-" not in head:
        return _frames_of(file)
    try:
        with pypdfium2.PdfDocument(str(file)) as pdf:
            return len(pdf)
    except pypdfium2.PdfiumError:
        return None


def _of_pdf(file: Path, most: int, page: int) -> Image.Image | None:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(str(file)) as pdf:
            if page >= len(pdf):
                return None
            shown = pdf[page]
            made: Image.Image = shown.render(scale=most / max(shown.get_size())).to_pil()
            return made.copy()
    except pypdfium2.PdfiumError:
        return None


def _frames_of(file: Path) -> int | None:
    know_heic()
    try:
        with Image.open(file) as image:
            return frame_count(image)
    except UNREADABLE:
        return None


def _of_picture(file: Path, most: int, page: int) -> Image.Image | None:
    know_heic()
    try:
        with Image.open(file) as image:
            if page:
                image.seek(page)
            if image.width * image.height > TOO_MANY:
                return None
            image.draft("RGB", (most, most))
            return ImageOps.exif_transpose(image).convert("RGB")
    except UNREADABLE:
        return None
