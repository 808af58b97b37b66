"""Pictures as PDF pages: turned upright, at most 300 dots an inch, JPEG kept as it is."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ocop_desktop.documents.binding import faults

MOST = (2480, 3508)
"""Dots of an A4 page at 300 an inch; a larger picture is made smaller."""

TOO_MANY = 200_000_000
QUALITY = 88
UPRIGHT = 1
PHOTOS = ("JPEG", "HEIF", "MPO", "WEBP")
ORIENTATION = 0x0112


def pictures(file: Path, pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, float, float]]:
    """Each frame of a picture as an image object of `pdf`, with its width and height in dots.

    Raises:
        Unreadable: the picture is damaged, too large or of a kind that is not known.
    """
    know_heic()
    try:
        with Image.open(file) as image:
            if image.width * image.height > TOO_MANY:
                raise faults.Unreadable(faults.TOO_LARGE)
            if _may_stay(image):
                yield _jpeg(pdf, file.read_bytes(), image.mode, image.size)
                return
            photo = image.format in PHOTOS
            for frame in (image,) if photo else ImageSequence.Iterator(image):
                yield _drawn(pdf, frame, photo)
    except UnidentifiedImageError as error:
        raise faults.Unreadable(faults.UNKNOWN) from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise faults.Unreadable(faults.DAMAGED) from error


def frame_count(image: Image.Image) -> int:
    """How many pages a picture gives: a photograph is one, whatever previews lie beside it."""
    return 1 if image.format in PHOTOS else int(getattr(image, "n_frames", 1))


@cache
def know_heic() -> None:
    """Let Pillow open what telephones take: HEIC."""
    import pi_heif

    pi_heif.register_heif_opener()


def _may_stay(image: Image.Image) -> bool:
    """Whether it is an upright JPEG of a fitting size whose bytes can be bound as they are."""
    if image.format != "JPEG" or image.mode not in ("L", "RGB"):
        return False
    small = _fits(image.size)
    if not small or image.getexif().get(ORIENTATION, UPRIGHT) != UPRIGHT:
        return False
    with Image.open(str(image.filename)) as probe:  # type: ignore[attr-defined]
        probe.draft("L", (image.width // 8, image.height // 8))
        probe.load()  # raises where the file breaks off
    return True


def _fits(size: tuple[int, int]) -> bool:
    return min(size) <= MOST[0] and max(size) <= MOST[1]


def _drawn(
    pdf: pikepdf.Pdf, frame: Image.Image, photo: bool
) -> tuple[pikepdf.Object, float, float]:
    """The frame upright, on white, small enough; photographs as JPEG, drawings without loss."""
    if photo:
        frame.draft("RGB", (MOST[1], MOST[1]))
    upright = ImageOps.exif_transpose(frame)
    made = _plain(upright)
    if not _fits(made.size):
        most = MOST if made.height >= made.width else MOST[::-1]
        made = made.convert("L") if made.mode == "1" else made
        made.thumbnail(most, Image.Resampling.LANCZOS)
    if not photo:
        return _lossless(pdf, made)
    kept = io.BytesIO()
    made.save(kept, "JPEG", quality=QUALITY)
    return _jpeg(pdf, kept.getvalue(), made.mode, made.size)


def _plain(image: Image.Image) -> Image.Image:
    """Black and white, grey or RGB, nothing transparent."""
    if image.mode in ("1", "L", "RGB"):
        return image
    if "A" in image.getbands() or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGB", clear.size, "white")
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    return image.convert("L" if image.mode in ("I;16", "I", "F", "LA") else "RGB")


def _jpeg(
    pdf: pikepdf.Pdf, content: bytes, mode: str, size: tuple[int, int]
) -> tuple[pikepdf.Object, float, float]:
    return _object(pdf, content, mode, size, pikepdf.Name.DCTDecode)


def _lossless(pdf: pikepdf.Pdf, image: Image.Image) -> tuple[pikepdf.Object, float, float]:
    content = zlib.compress(image.tobytes(), 6)
    return _object(pdf, content, image.mode, image.size, pikepdf.Name.FlateDecode)


def _object(
    pdf: pikepdf.Pdf, content: bytes, mode: str, size: tuple[int, int], how: Any
) -> tuple[pikepdf.Object, float, float]:
    made = pikepdf.Stream(pdf, content)
    made.Type, made.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    made.Width, made.Height = size
    made.ColorSpace = pikepdf.Name.DeviceRGB if mode == "RGB" else pikepdf.Name.DeviceGray
    made.BitsPerComponent = 1 if mode == "1" else 8
    made.Filter = how
    return pdf.make_indirect(made), float(size[0]), float(size[1])
