"""Signatures of exchange workbooks: Ed25519 over what the named cells of `_about` say.

Signed are the texts of all cells that have a name beginning with `about_`, but the signature's own;
among them is the digest over all rows, so that a changed row is known too. A cell's text counts
without differences of blanks, which spreadsheet programs do not keep.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import pbkdf2_hmac

from ocop_desktop.vietnamese import nfc

SIGNATURE = "about_signature"
_SAID = b"OCOP exchange workbook 2\n"  # a signature of anything else never fits here
_BETWEEN = "\x1f"
_ROUNDS = 1000  # of the fingerprint: a key that looks like another is a thousand times dearer
_GROUPS = 4


@dataclass(frozen=True, repr=False)
class Signer:
    """The key of an installation; the private half (32 bytes) never leaves this machine."""

    private: bytes
    public: str

    def sign(self, cells: Mapping[str, str]) -> str:
        """The signature of these named cells."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = Ed25519PrivateKey.from_private_bytes(self.private)
        return b64encode(key.sign(message(cells))).decode("ascii")


def new_signer() -> Signer:
    """A key that nobody has had before."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    return Signer(key.private_bytes_raw(), b64encode(public).decode("ascii"))


def message(cells: Mapping[str, str]) -> bytes:
    """What is signed: every named cell in the order of the names."""
    lines = (
        f"{name}{_BETWEEN}{nfc(cells[name])}\n"
        for name in sorted(cells)
        if name != SIGNATURE and name.startswith("about_")
    )
    return _SAID + "".join(lines).encode("utf-8", "surrogatepass")


def fits(public: str, signature: str, cells: Mapping[str, str]) -> bool:
    """Whether the signature was made with the key, of these cells."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(b64decode(public, validate=True))
        key.verify(b64decode(signature, validate=True), message(cells))
    except (ValueError, InvalidSignature):
        return False
    return True


@lru_cache(maxsize=1000)
def fingerprint(public: str) -> str:
    """A public key as sixteen digits in groups of four, to be read out on the telephone."""
    digest = pbkdf2_hmac("sha256", public.encode("utf-8"), _SAID, _ROUNDS)
    digits = f"{int.from_bytes(digest, 'big') % 10**16:016d}"
    return " ".join(digits[start : start + 4] for start in range(0, 4 * _GROUPS, 4))


def same_fingerprint(fingerprint: str, others: Iterable[str]) -> bool:
    """Whether it is among these, however they were typed."""
    digits = _digits(fingerprint)
    return any(digits == _digits(other) for other in others)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())
