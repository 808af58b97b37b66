"""The named cells of `_about` of a workbook, changed one by one; and signed again, as a hostile
office would that has a key which is known."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from ocop_desktop.exchange.signing import SIGNATURE, Signer
from ocop_desktop.store import keyring
from tests.exchange.fuzz.corpus import Parts, packed

_BOOK = "xl/workbook.xml"
_NAMED = re.compile(r'<definedName name="(about_\w+)"[^>]*>\'_about\'!\$([A-Z]+)\$(\d+)<')
_TEXT = re.compile(r"<t[^>]*>(.*?)</t>", re.DOTALL)


class Facts:
    """The sheet `_about` within the parts of a workbook."""

    def __init__(self, parts: Parts) -> None:
        self.parts = dict(parts)
        book = parts[_BOOK].decode("utf-8")
        self.cells = {name: letter + row for name, letter, row in _NAMED.findall(book)}
        self._part = next(
            name for name, xml in parts.items() if ">Tệp trao đổi dữ liệu OCOP<".encode() in xml
        )
        self._xml = parts[self._part].decode("utf-8")

    def text(self, name: str) -> str:
        """What a named cell says."""
        found = _TEXT.search(self._cell(name)[0])
        return unescape(found[1]) if found else ""

    def put(self, name: str, text: str) -> None:
        """Type another text into a named cell."""
        inside = f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
        self._become(name, f'<c r="{self.cells[name]}"{inside}')

    def number(self, name: str, xml: str) -> None:
        """A number, an error or a formula instead of the text."""
        self._become(name, f'<c r="{self.cells[name]}"{xml}</c>')

    def clear(self, name: str) -> None:
        """An empty cell."""
        self._become(name, f'<c r="{self.cells[name]}"/>')

    def unname(self, name: str) -> None:
        """Take the name away: the cell stays, no program finds it."""
        book = self.parts[_BOOK].decode("utf-8")
        taken = re.sub(rf'<definedName name="{name}"[^>]*>.*?</definedName>', "", book)
        assert taken != book
        self.parts[_BOOK] = taken.encode("utf-8")
        del self.cells[name]

    def sign(self, signer: Signer) -> None:
        """Sign what the cells say now."""
        self.put(SIGNATURE, signer.sign({name: self.text(name) for name in self.cells}))

    def write(self, path: Path) -> Path:
        """The workbook with this sheet."""
        self.parts[self._part] = self._xml.encode("utf-8")
        return packed(path, self.parts, stored=True)

    def _cell(self, name: str) -> tuple[str, int]:
        start = self._xml.index(f'<c r="{self.cells[name]}"')
        end = self._xml.index(">", start) + 1
        if self._xml[end - 2] != "/":
            end = self._xml.index("</c>", start) + 4
        return self._xml[start:end], start

    def _become(self, name: str, cell: str) -> None:
        old, start = self._cell(name)
        self._xml = self._xml[:start] + cell + self._xml[start + len(old) :]


def key_of(data) -> Signer:
    """The key of an installation of this machine."""
    kept = keyring.find(data.installation)
    return Signer(bytes.fromhex(kept.private), kept.public)
