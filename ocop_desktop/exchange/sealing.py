"""Workbooks with a password, in the encryption that Excel and LibreOffice open themselves (OOXML).

What is decrypted is held in memory only. While a sealed workbook is written, the plain one stands
in a file without a name: the system takes it away when the program ends, however it ends.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from xml.parsers.expat import ExpatError

from ocop_desktop.messages import Trouble
from ocop_desktop.vietnamese import nfc

OLE = b"\xd0\xcf\x11\xe0"  # a workbook with a password, or one of before 2007
LARGEST = 256_000_000  # bytes of a sealed workbook: about three times that is needed to open it
_MOST_ROUNDS = 1_000_000  # of hashing a password; Excel and LibreOffice do 100,000
_BROKEN = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    struct.error,
    ExpatError,
)


@contextmanager
def sealing(path: Path, password: str | None) -> Iterator[Path | IO[bytes]]:
    """What to write a workbook into, so that it stands at the path, sealed where asked for."""
    if not password:
        yield path
        return
    from msoffcrypto.format.ooxml import OOXMLFile

    with TemporaryFile() as plain:
        yield plain
        plain.seek(0)
        with path.open("wb") as sealed:
            OOXMLFile(plain).encrypt(nfc(password), sealed)


def fitting(file: IO[bytes], name: str, passwords: Sequence[str]) -> str:
    """The password that opens a sealed workbook.

    Raises Trouble: "workbook_sealed" where none was given, "wrong_password" where none fits,
    "workbook_old" where it is an .xls, "workbook_broken".
    """
    sealed = _sealed(file, name)
    for password in dict.fromkeys(form for one in passwords for form in (nfc(one), one) if form):
        if _opens(sealed, password, name):
            return password
    raise Trouble("wrong_password" if passwords else "workbook_sealed", file=name)


def unsealed(file: IO[bytes], name: str, password: str) -> BytesIO:
    """The workbook within, in memory; raise Trouble("workbook_broken") where it was damaged."""
    sealed, plain = _sealed(file, name), BytesIO()
    try:
        sealed.load_key(password=password)
        sealed.decrypt(plain, verify_integrity=sealed.type == "agile")
    except _troubles() as error:
        raise Trouble("workbook_broken", file=name) from error
    plain.seek(0)
    return plain


def _sealed(file: IO[bytes], name: str) -> Any:
    from msoffcrypto.exceptions import FileFormatError
    from msoffcrypto.format.ooxml import OOXMLFile

    try:
        if file.seek(0, 2) > LARGEST:
            raise Trouble("sealed_too_large", file=name, most=LARGEST // 1_000_000)
        sealed = OOXMLFile(file)
        if int(sealed.info.get("spinValue", 0)) > _MOST_ROUNDS:
            raise Trouble("workbook_broken", file=name)
    except FileFormatError as error:  # a file of the same kind that is not encrypted
        raise Trouble("workbook_old", file=name) from error
    except _troubles() as error:
        raise Trouble("workbook_broken", file=name) from error
    return sealed


def _opens(sealed: Any, password: str, name: str) -> bool:
    from msoffcrypto.exceptions import InvalidKeyError

    try:
        sealed.load_key(password=password, verify_password=True)
    except InvalidKeyError:
        return False
    except _troubles() as error:
        raise Trouble("workbook_broken", file=name) from error
    return True


def _troubles() -> tuple[type[Exception], ...]:
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    return (*_BROKEN, DecryptionError, FileFormatError, InvalidKeyError, ParseError)
