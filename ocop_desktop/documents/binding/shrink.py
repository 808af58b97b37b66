"""Pictures inside a scanned PDF that are finer than paper shows, made smaller page by page."""

from __future__ import annotations

import io
from contextlib import suppress

import pikepdf
from PIL import Image

from ocop_desktop.documents.binding.pictures import MOST, QUALITY

TOLERANCE = 1.15
"""So much finer than 300 dots an inch a picture may be before it is worth the work."""

MODES = {"/DeviceRGB": "RGB", "/DeviceGray": "L", "/CalRGB": "RGB", "/CalGray": "L"}


def shrink(pdf: pikepdf.Pdf, page: pikepdf.Page) -> bool:
    """Make the large pictures of a page smaller; whether any was."""
    changed = False
    with suppress(pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError):
        for image in page.get_images(recursive=False).values():
            if isinstance(image, pikepdf.Stream) and _is_too_fine(image):
                changed = _shrink(image) or changed
    return changed


def _is_too_fine(image: pikepdf.Stream) -> bool:
    """Whether it has more dots than an A4 page at 300 an inch, and is of a kind that may change."""
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    most = MOST if height >= width else MOST[::-1]
    fine = width > most[0] * TOLERANCE and height > most[1] * TOLERANCE
    plain = int(image.get("/BitsPerComponent", 0)) == 8 and "/SMask" not in image
    return fine and plain and not image.get("/ImageMask", False) and _mode(image) is not None


def _mode(image: pikepdf.Object) -> str | None:
    space = image.get("/ColorSpace")
    if isinstance(space, pikepdf.Array) and len(space) > 1 and str(space[0]) == "/ICCBased":
        return {1: "L", 3: "RGB"}.get(int(space[1].get("/N", 0)))
    return MODES.get(str(space))


def _shrink(image: pikepdf.Stream) -> bool:
    """Write a picture anew, small enough; not where that takes more room than before."""
    try:
        picture = pikepdf.PdfImage(image).as_pil_image()
    except (pikepdf.PdfError, NotImplementedError, OSError, ValueError):
        return False
    most = MOST if picture.height >= picture.width else MOST[::-1]
    mode = _mode(image) or "RGB"
    picture.draft(mode, most)
    picture = picture.convert(mode) if picture.mode != mode else picture
    picture.thumbnail(most, Image.Resampling.LANCZOS, reducing_gap=2.0)
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=QUALITY)
    if len(made.getvalue()) >= int(image.get("/Length", 0)):
        return False
    image.write(made.getvalue(), filter=pikepdf.Name.DCTDecode)
    image.Width, image.Height = picture.size
    image.ColorSpace = pikepdf.Name.DeviceRGB if mode == "RGB" else pikepdf.Name.DeviceGray
    if "/Decode" in image:
        del image["/Decode"]
    return True
