"""Sheets, columns and names that are missing, renamed or point elsewhere: each is named for what
people call it, and nothing is taken from such a file; what only looks different is read as ever."""

from __future__ import annotations

import json
import re

import pytest

from ocop_desktop.actions import entries, swap
from ocop_desktop.exchange.workbook_read import open_book
from ocop_desktop.messages import Trouble
from tests.exchange.fuzz.child import dumped
from tests.exchange.fuzz.corpus import packed, parts_of
from tests.exchange.fuzz.facts import Facts
from tests.exchange.laws.by_hand import Page, part_of
from tests.exchange.offices import sent, state, subject

_BOOK = "xl/workbook.xml"
OWN = ("_id", "_stamps", "_removed", "_hash")


@pytest.fixture
def sound(dak_ha, tmp_path):
    """The parts of an office's workbook."""
    id = subject(dak_ha, "HTX Đăk Mar", charter_capital=5_000_000)
    entries.save(dak_ha, "product", None, {"name": "Cà phê bột", "subject": id})
    return parts_of(sent(dak_ha, tmp_path))


def named(parts, old, new):
    """The parts with other defined names."""
    book = re.sub(old, new, parts[_BOOK].decode("utf-8"))
    assert book != parts[_BOOK].decode("utf-8"), old
    return parts | {_BOOK: book.encode("utf-8")}


def headed(parts, kind, name, other):
    """The parts with another machine name over a column of a sheet."""
    part = part_of(parts, kind)
    page = Page(parts[part].decode("utf-8"))
    page.put(0, name, other)
    return parts | {part: page.xml.encode("utf-8")}


def refusal(data, path):
    """Why a workbook is not taken; "" where it can be read to its end."""
    try:
        for _ in open_book(path, data.forms, data.look).rows():
            pass
    except Trouble as trouble:
        return f"{trouble.code}: {trouble}"
    return ""


def test_every_column_that_is_missing_or_renamed_is_named_as_people_call_it(
    sound, province, tmp_path
):
    form = province.forms["subject"]
    listed = json.loads(Facts(sound).text("about_facts_subject"))["columns"]
    columns = Page(sound[part_of(sound, "subject")].decode("utf-8")).letters
    assert len(columns) > len(listed) > 30
    path = tmp_path / "đổi cột.xlsx"
    for number, name in enumerate(columns):
        other = "" if number % 2 else f"{name} (đã sửa)"
        packed(path, headed(sound, "subject", name, other), stored=True)
        why = refusal(province, path)
        if name not in (*listed, *OWN):
            assert why == "", name  # only for people: a link's text, where the record was made
            continue
        field = form.by_name.get(name.removesuffix(".id"))
        called = f"“{field.label}” ({name})" if field else f"ẩn {name}"
        assert why.startswith("workbook_incomplete: đổi cột.xlsx thiếu Chủ thể, cột "), name
        assert f"cột {called} nên không nhận được. Hãy" in why


def test_every_sheet_that_is_missing_is_named(sound, province, tmp_path):
    path = tmp_path / "bỏ sheet.xlsx"
    kinds = [kind for kind in province.forms if kind in ("subject", "product", "support", "person")]
    assert len(kinds) == 4
    for kind in kinds:
        plural = province.forms[kind].plural
        without = rf'<definedName name="form_{kind}"[^>]*>.*?</definedName>'
        packed(path, named(sound, without, ""), stored=True)
        assert refusal(province, path) == (
            f"workbook_incomplete: bỏ sheet.xlsx thiếu {plural} nên không nhận được. Hãy xin nơi "
            "gửi xuất và gửi lại."
        )


POINTS = {
    "at another sheet": "'Sản phẩm'!$A$1:$Z$99",
    "at what the file says of itself": "'_about'!$A$1",
    "at a sheet that is not there": "'Không có'!$A$1:$Z$99",
    "at nothing": "#REF!",
    "at another workbook": "'[1]Chủ thể'!$A$1",
    "at the whole sheet of a list": "'_lists'!$A$1:$XFD$1048576",
    "at a formula": "OFFSET('Chủ thể'!$A$1,0,0)",
}


def test_a_name_that_points_elsewhere_takes_nothing_in(sound, province, tmp_path):
    paths = []
    for words, target in POINTS.items():
        old = r'(<definedName name="form_subject"[^>]*>)[^<]*'
        paths.append(tmp_path / f"{words}.xlsx")
        packed(paths[-1], named(sound, old, rf"\g<1>{target}"), stored=True)
    before = dumped(province)
    report = swap.merge(province, paths)
    for file in report.files:
        assert file.refused, f"{file.file} was taken"
        assert file.refused["code"] == "workbook_incomplete"
        assert " thiếu " in file.refused["text"]
        assert "Hãy xin nơi gửi xuất" in file.refused["text"]
    assert not report.applied
    assert dumped(province) == before


def test_an_empty_sheet_is_never_read_from_another_one(sound, province, tmp_path):
    old = r'(<definedName name="form_support"[^>]*>)[^<]*'
    path = packed(tmp_path / "x.xlsx", named(sound, old, r"\g<1>'Chủ thể'!$A$1"))
    assert refusal(province, path).startswith("workbook_incomplete: x.xlsx thiếu Chủ thể, cột ")


def test_a_second_sheet_about_and_names_of_one_sheet_alone_are_passed_over(
    sound, dak_ha, province, tmp_path
):
    """As a copied sheet leaves them: its names are its own, those of the workbook stay."""
    book = sound[_BOOK].decode("utf-8")
    about = re.search(r'<sheet [^>]*name="_about"[^>]*r:id="(.*?)"[^>]*/>', book)
    assert about
    copied = about[0].replace('name="_about"', 'name="_about (2)"')
    copied = re.sub(r'sheetId="\d+"', 'sheetId="9001"', copied)
    book = book.replace("</sheets>", f"{copied}</sheets>")
    own = '<definedName name="about_unit" localSheetId="0">\'_about (2)\'!$B$3</definedName>'
    book = book.replace("</definedNames>", f"{own}</definedNames>")
    path = packed(tmp_path / "hai.xlsx", sound | {_BOOK: book.encode("utf-8")})
    (file,) = swap.merge(province, [path]).files
    assert (file.refused, file.edits, file.about.unit) == (None, [], "615")
    assert state(province) == state(dak_ha)


def test_a_name_given_twice_is_refused_where_the_second_lies(sound, province, tmp_path):
    book = sound[_BOOK].decode("utf-8")
    again = "<definedName name=\"about_unit\">'_about'!$B$6</definedName>"
    book = book.replace("</definedNames>", f"{again}</definedNames>")
    path = packed(tmp_path / "hai.xlsx", sound | {_BOOK: book.encode("utf-8")})
    assert refusal(province, path).startswith("signature_wrong: Chữ ký của hai.xlsx không khớp")
