"""The facts of `_about`, tampered with one by one: by somebody who has no key, and by an office
whose key is known. All in one merge: each is refused by itself, the data stay as they are."""

from __future__ import annotations

import json

import pytest

from ocop_desktop.actions import entries, swap
from ocop_desktop.exchange import about
from ocop_desktop.messages import WORDS
from tests.exchange.fuzz.child import dumped
from tests.exchange.fuzz.corpus import parts_of
from tests.exchange.fuzz.facts import Facts, key_of
from tests.exchange.offices import sent, subject

OF_A_FORM = ("about_rows_subject", "about_removed_subject", "about_facts_subject")
OF_AN_EMPTY_FORM = ("about_rows_support", "about_removed_support", "about_facts_support")
NAMED = [f"about_{fact}" for fact in about._FACTS]
IN_NUMBERS = ("about_number", "about_previous", "about_format", *OF_A_FORM[:2])
IN_JSON = (*(f"about_{fact}" for fact in about._IN_JSON), OF_A_FORM[2], OF_AN_EMPTY_FORM[2])
IN_WORDS = [n for n in NAMED if n not in (*IN_NUMBERS, *IN_JSON, "about_signature")]


@pytest.fixture
def sound(dak_ha, province, tmp_path):
    """The parts of an office's workbook; the province knows its key and what is in it."""
    for n in range(2):
        id = subject(dak_ha, f"HTX số {n}", charter_capital=5_000_000 * (n + 1))
        entries.save(dak_ha, "product", None, {"name": f"Cà phê {n}", "subject": id})
    path = sent(dak_ha, tmp_path)
    assert swap.merge(province, [path]).applied
    return parts_of(path)


@pytest.fixture
def trying(sound, dak_ha, province, tmp_path):
    """Merges one workbook for each tampering, all at once; what the province said of each."""

    def try_all(tamperings, *, signed=False):
        paths = []
        for number, (_, tamper) in enumerate(tamperings):
            facts = Facts(sound)
            tamper(facts)
            if signed:
                facts.sign(key_of(dak_ha))
            paths.append(facts.write(tmp_path / f"giả {number:03}.xlsx"))
        before = dumped(province)
        report = swap.merge(province, paths)
        changed = report.applied or dumped(province) != before
        told = {name: file for (name, _), file in zip(tamperings, report.files, strict=True)}
        return told, changed

    return try_all


def refused(told, changed):
    """Every file is refused: by its name, with what to do."""
    for name, file in told.items():
        assert file.refused, f"{name} was taken: {file.forms}"
        assert file.refused["code"] in WORDS
        assert file.refused["text"].startswith((file.file, f"Chữ ký của {file.file}")), name
        assert "Hãy" in file.refused["text"], name
    assert not changed
    return {name: file.refused["code"] for name, file in told.items()}


def each(names, tamper):
    return [(name, lambda facts, name=name: tamper(facts, name)) for name in names]


def test_without_the_key_no_fact_can_be_changed_emptied_or_unnamed(trying):
    every = [name for name in (*NAMED, *OF_A_FORM, *OF_AN_EMPTY_FORM) if name != "about_signature"]
    blank = ("about_addressee", "about_scans_key", "about_period")  # in this file
    filled = [name for name in every if name not in blank]
    tamperings = [
        *((f"{name} longer", t) for name, t in each(every, lambda f, n: f.put(n, f.text(n) + "1"))),
        *((f"{name} emptied", t) for name, t in each(filled, Facts.clear)),
        *((f"{name} unnamed", t) for name, t in each(filled, Facts.unname)),
    ]
    codes = refused(*trying(tamperings))
    assert set(codes.values()) == {
        "signature_wrong",
        "workbook_disagrees",
        "workbook_newer",  # format 21
        "workbook_foreign",  # no format at all
    }
    assert codes["about_officer longer"] == codes["about_unit unnamed"] == "signature_wrong"


def test_a_fact_of_the_wrong_kind_is_refused_even_with_a_key_that_is_known(trying):
    def typed(what):
        return lambda facts, name: facts.put(name, what)

    tamperings = [
        (f"{name} = {what[:30]}", tamper)
        for names, wrong in (
            (IN_NUMBERS, ("mười", "-1", "9" * 30, "9" * 32_000)),
            (IN_JSON, ("không", "[" * 30_000, '"x"', '{"a":[]}', "null")),
        )
        for what in wrong
        for name, tamper in each(names, typed(what))
    ]
    tamperings += [
        (f"{name} huge", t) for name, t in each(IN_WORDS, lambda f, n: f.put(n, "Đ" * 32_000))
    ]
    tamperings += [
        (f"{name} an error", t)
        for name, t in each(IN_NUMBERS, lambda f, n: f.number(n, ' t="e"><v>#REF!</v>'))
    ]
    refused(*trying(tamperings, signed=True))


def test_counts_and_sums_that_are_wrong_are_refused_even_with_a_key_that_is_known(trying, sound):
    said = json.loads(Facts(sound).text("about_facts_subject"))
    assert said["sums"]["charter_capital"] == "15000000"

    def facts(**other):
        return lambda f: f.put("about_facts_subject", json.dumps({**said, **other}))

    capital = {**said["sums"], "charter_capital": "15000001"}
    told, changed = trying(
        [
            ("fewer rows", lambda f: f.put("about_rows_subject", "1")),
            ("removed", lambda f: f.put("about_removed_subject", "1")),
            ("a sum", facts(sums=capital)),
            ("a sum of removed ones", facts(removed_sums={"charter_capital": "1"})),
            ("a sum of what is no number", facts(sums=capital | {"name": "1"})),
            ("a sum that is none", facts(sums=capital | {"charter_capital": "nhiều"})),
            ("a sum without end", facts(sums=capital | {"charter_capital": "1E+999999999"})),
            ("another sheet", facts(range="form_product")),
            ("no sheet", facts(range="")),
            ("a column more", facts(columns=[*said["columns"], "lạ"])),
            ("a column twice", facts(columns=[*said["columns"], said["columns"][0]])),
            ("the digest", lambda f: f.put("about_digest", "0" * 64)),
            ("rows of an empty form gone", lambda f: f.put("about_rows_product", "0")),
        ],
        signed=True,
    )
    codes = refused(told, changed)
    assert {codes[one] for one in ("fewer rows", "removed", "a sum", "the digest")} == {
        "workbook_disagrees"
    }
    assert "Chủ thể" in told["a sum"].refused["text"]
    assert "thiếu Chủ thể, cột ẩn lạ" in told["a column more"].refused["text"]
