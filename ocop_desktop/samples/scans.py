"""One-page papers to stand in for scans: a PDF of plain lines, written by hand."""

from __future__ import annotations

from collections.abc import Sequence

from ocop_desktop.samples.maker import Sample
from ocop_desktop.vietnamese import fold


def scan_of(sample: Sample) -> tuple[str, bytes]:
    """File name and bytes of a stand-in for the paper that a sample of evidence speaks of."""
    facts = sample.fields
    lines = ["BAN MAU - KHONG CO GIA TRI", "", fold(str(facts.get("name") or "")).upper()]
    lines += [
        f"So: {fold(str(facts.get('number') or ''))}",
        f"Ngay: {facts.get('issued_on') or ''}",
    ]
    return f"{facts.get('paper')}-{sample.id[:8]}.pdf", pdf(lines)


def pdf(lines: Sequence[str]) -> bytes:
    """An A4 page with these lines of ASCII text; the same lines give the same bytes."""
    shown = b"\n".join(f"({_escaped(line)}) Tj T*".encode("ascii", "replace") for line in lines)
    text = b"BT /F1 16 Tf 24 TL 72 760 Td\n" + shown + b"\nET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return _assembled(objects)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assembled(objects: Sequence[bytes]) -> bytes:
    made = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (count, table, count, len(made))
    )
