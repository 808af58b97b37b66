"""Finding many records by what people call them."""

import pytest

from ocop_desktop.actions import entries, names


def made(data, kind, **fields):
    return entries.save(data, kind, None, fields).id


@pytest.fixture
def subjects(office):
    first = made(office, "subject", name="Hợp tác xã Nông nghiệp Đăk Mar", tax_code="6101234569")
    return [first, made(office, "subject", name="Hộ Sáu Nhung", commune="23500")]


@pytest.mark.parametrize(
    "text",
    [
        "Hợp tác xã Nông nghiệp Đăk Mar",
        "hop tac xa nong nghiep dak mar",
        "HTX nông nghiệp ĐĂK MAR",
        "6101234569",
        "MST 6101234569".removeprefix("MST "),
    ],
)
def test_a_subject_is_found_by_its_name_its_legal_form_shortened_or_its_tax_code(
    office, subjects, text
):
    assert names.read(office, "subject").meant(text).id == subjects[0]


def test_what_is_not_there_is_said_and_nothing_is_guessed(office, subjects):
    found = names.read(office, "subject").meant("Sáu Nhung A")
    assert found.id is None
    assert "Chưa tìm thấy “Sáu Nhung A”" in found.reason


def test_products_of_one_name_are_told_apart_by_their_subject(office, subjects):
    one, two = (made(office, "product", name="Mật ong", subject=id) for id in subjects)
    known = names.read(office, "product", ["subject"])
    unclear = known.meant("mật ong")
    assert unclear.id is None
    assert "Hộ Sáu Nhung" in unclear.reason
    assert known.meant("mật ong", {"subject": subjects[1]}).id == two
    assert known.meant("mật ong", {"subject": subjects[0]}).id == one
    assert "ở chỗ khác" in known.meant("mật ong", {"subject": office.new_id()}).reason


def test_records_are_narrowed_by_words_and_by_whom_they_belong_to(office, subjects):
    for name, owner in (("Mật ong", 0), ("Măng khô", 1), ("Mật gấu", 1)):
        made(office, "product", name=name, subject=subjects[owner])
    known = names.read(office, "product", ["subject"])
    assert [found.title for found in known.matching("mat")] == ["Mật gấu", "Mật ong"]
    assert [f.title for f in known.matching("", {"subject": subjects[1]})] == [
        "Măng khô",
        "Mật gấu",
    ]
    assert [found.note for found in known.matching("dak mar")] == ["Hợp tác xã Nông nghiệp Đăk Mar"]


def test_removed_records_are_not_found(office, subjects):
    entries.remove(office, "subject", subjects[:1])
    assert names.read(office, "subject").meant("6101234569").id is None
