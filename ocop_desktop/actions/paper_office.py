"""Who prints: the office's own record, its signer, its place; and places inside sentences."""

from __future__ import annotations

import re

from ocop_desktop.actions import entries, identity, lists
from ocop_desktop.actions.paper_rows import shown
from ocop_desktop.documents.scope import Shown, Tree
from ocop_desktop.schema import Entry
from ocop_desktop.store.datafile import DataFile

FORMER = "2024:"
COMMITTEE = re.compile(r"(?:UBND|Ủy ban nhân dân) (.+)", re.IGNORECASE)
LEVEL = re.compile(r"^(Xã|Phường|Thị trấn|Đặc khu|Huyện|Quận|Thị xã|Thành phố|Tỉnh) ")


def unit(data: DataFile) -> Entry | None:
    """The office's own record that holds today; those that came from other offices are not."""
    today, known = data.today(), _own(data)
    now = [one for one in known if _holds(one, today)]
    found = (now or known)[-1:]
    return entries.get(data, "unit", found[0].id) if found else None


def _own(data: DataFile) -> list[Entry]:
    own = identity.own(data)
    known = lists.entries(data, "unit")
    return [one for one in known if one.origin in own or one.get("code") == data.unit]


def signer(data: DataFile, office: Entry | None) -> Tree:
    """Who signs today: name, posts above it, posts below the office's own line."""
    rows = office.rows("signers") if office else ()
    today = data.today()
    row = next((one for one in rows if _holds(one, today)), None)
    if row is None:
        return {}
    job = str(row.get("job") or "").upper()
    line = str(row.get("authority_line") or "").upper() or _authority(row, office)
    below = job if line.startswith(("TM", "T.M")) or not line else f"{line}\n{job}"
    return {
        "full_name": str(row.get("full_name") or ""),
        "post": "\n".join(part for part in (line, job) if part),
        "below": below,
    }


def _authority(row: Entry, office: Entry | None) -> str:
    """The usual line of a signer who has none of its own."""
    issuer = str(office.get("issuer") or "").upper() if office else ""
    usual = {"tm": f"TM. {issuer}", "kt": "KT. CHỦ TỊCH", "q": "Q. CHỦ TỊCH"}
    return usual.get(str(row.get("authority")), "")


def _holds(entry: Entry, today: str) -> bool:
    since, until = str(entry.get("valid_from") or ""), str(entry.get("valid_to") or "9999")
    return since <= today <= until


# ---- places


def lowered(title: str) -> str:
    """A place inside a sentence: "xã Đăk Hà"."""
    return title[:1].lower() + title[1:] if LEVEL.match(title) else title


def bare(title: str) -> str:
    """A place's name alone: "Đăk Hà"."""
    return LEVEL.sub("", title)


def address(data: DataFile, subject: Entry | None) -> str:
    """Where a subject is: house and village, commune, province."""
    if subject is None:
        return ""
    commune = str(subject.get("commune") or "")
    place = data.places.full_title(commune) if commune else ""
    parts = (str(subject.get("address_line") or ""), *map(lowered, place.split(", ")))
    return ", ".join(part for part in parts if part)


def office_tree(data: DataFile, office: Entry | None) -> dict[str, Tree]:
    """The unit's own facts and its signer."""
    known = shown(data, data.forms["unit"], office)
    usual = {name: Shown(text, text) for name, text in _usual(data).items() if not known[name].text}
    return {"unit": {**known, **usual}, "signer": signer(data, office)}


def _usual(data: DataFile) -> dict[str, str]:
    """What is printed of an office that has not filled in its own record yet."""
    title = data.places.name(data.unit)
    province = data.places.name(data.places.province_of(data.unit) or "")
    return {
        "name": f"Ủy ban nhân dân {lowered(title)}",
        "issuer": f"ỦY BAN NHÂN DÂN {title.upper()}",
        "place_name": bare(title),
        "province_name": bare(province),
    }


def places_tree(data: DataFile, subject: Entry | None, office: Entry | None) -> dict[str, str]:
    """Places as sentences need them."""
    commune = str(subject.get("commune") or "") if subject else ""
    province = str(office.get("province_name") or "") if office else ""
    return {
        "address": address(data, subject),
        "subject_place": bare(data.places.name(commune)) if commune else "",
        "subject_commune": lowered(data.places.name(commune)) if commune else "",
        "commune_code": commune.removeprefix(FORMER),
        "province_code": _province_code(data, commune),
        "office": _people_of(data, office),
        "province": province
        and (lowered(province) if LEVEL.match(province) else f"tỉnh {province}"),
    }


def _people_of(data: DataFile, office: Entry | None) -> str:
    """Whose people's committee the office is: "xã Đăk Hà", as it calls itself or by its code."""
    name = str(office.get("name") or "") if office else ""
    found = COMMITTEE.match(name)
    return lowered(found[1] if found else data.places.name(data.unit))


def _province_code(data: DataFile, commune: str) -> str:
    """The code of the province in the commune's own time."""
    if not commune.startswith(FORMER):
        return (data.places.province_of(commune) or "") if commune else ""
    above = (key.removeprefix(FORMER) for key in data.places.parents(commune))
    return next((code for code in above if len(code) == 2), "")


def numbered(
    data: DataFile, entry: Entry | None, field: str, office: Entry | None, symbol: str
) -> str:
    """A document's number with the office's symbol: 05/BC-UBND."""
    number = str(entry.get(field) or "") if entry else ""
    if not number or "/" in number:
        return number
    usual = data.forms["unit"].field(symbol).default
    after = str((office.get(symbol) if office else None) or usual or "")
    return "/".join(part for part in (number.zfill(2), after) if part)
