"""Scanned papers for the benchmarks: grey pages at 200 dots an inch, the same at every run."""

from pathlib import Path

PAGE = (1654, 2339)


def page(number: int, quality: int = 60) -> bytes:
    """One scanned page as a JPEG: soft noise and dark lines, as a copied paper has them."""
    import io

    from PIL import Image, ImageDraw, ImageFilter

    noise = Image.effect_noise((PAGE[0] // 2, PAGE[1] // 2), 14 + number % 5)
    image = noise.resize(PAGE).point(lambda v: min(255, v + 110))
    draw = ImageDraw.Draw(image)
    for line in range(150, PAGE[1] - 150, 46):
        for word in range(150, PAGE[0] - 150, 90):
            draw.rectangle(
                (word, line, word + 40 + (word * line + number) % 40, line + 18), fill=50
            )
    made = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.8)).save(made, "JPEG", quality=quality, dpi=(200, 200))
    return made.getvalue()


def scan(file: Path, pages: list[bytes]) -> Path:
    """A PDF of such pages, as a scanner writes it."""
    import pikepdf

    with pikepdf.new() as pdf:
        for content in pages:
            image = pikepdf.Stream(pdf, content)
            image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            image.Width, image.Height = PAGE
            image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 8
            image.Filter = pikepdf.Name.DCTDecode
            made = pdf.add_blank_page(page_size=(595.2, 841.9))
            made.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
            made.Contents = pikepdf.Stream(pdf, b"q 595.2 0 0 841.9 0 0 cm /Im0 Do Q")
        pdf.save(file)
    return file


def scans(folder: Path, files: int, pages: int) -> list[Path]:
    """So many scans with so many pages in all; pages repeat but each file holds its own."""
    folder.mkdir(exist_ok=True)
    stock = [page(number) for number in range(8)]
    made, number = [], 0
    for index in range(files):
        count = pages // files + (index < pages % files)
        content = [stock[(number + n) % len(stock)] + bytes(8) for n in range(count)]
        made.append(scan(folder / f"scan-{index:02d}.pdf", content))
        number += count
    return made
