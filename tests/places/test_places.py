"""Places of both eras: titles, finding by typing, where they lie, what became of them."""

import subprocess
import sys
import time
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop_desktop.messages import Trouble
from ocop_desktop.paths import resources_dir
from ocop_desktop.places import Places
from ocop_desktop.places.places import is_former, level
from ocop_desktop.vietnamese import fold, nfc

PLACES = Places.load(resources_dir() / "places", home="51")
KINDS = {kind: list(PLACES._table(kind).titles) for kind in ("province", "district", "commune")}


def keys_found(kind, text, places=PLACES):
    return [found.key for found in places.find(kind, text)]


def test_the_whole_country_is_there_in_both_eras() -> None:
    assert len([key for key in KINDS["province"] if not is_former(key)]) == 34
    assert len([key for key in KINDS["province"] if is_former(key)]) == 63
    assert len(KINDS["district"]) == 696
    assert len([key for key in KINDS["commune"] if not is_former(key)]) == 3321
    assert len([key for key in KINDS["commune"] if is_former(key)]) == 10_035


def test_every_place_lies_in_places_that_exist() -> None:
    for kind, keys in KINDS.items():
        for key in keys:
            assert level(key) == kind
            assert all(PLACES.exists(level(upper), upper) for upper in PLACES.parents(key))
            assert PLACES.title(kind, key) == nfc(PLACES.title(kind, key)) != ""
            assert PLACES.exists("province", PLACES.province_of(key) or "")


def test_every_successor_exists_and_lies_in_the_same_province() -> None:
    without = [key for key in KINDS["commune"] if is_former(key) and not PLACES.successors(key)]
    assert without == ["2024:01651", "2024:02482"]  # missing in the table of the statistics office
    for key in KINDS["commune"]:
        for successor in PLACES.successors(key):
            assert PLACES.exists("commune", successor)
            assert PLACES.province_of(successor) == PLACES.province_of(key)
            assert key in PLACES.predecessors(successor)


def test_kon_tum_became_forty_communes_and_none_was_split() -> None:
    former = PLACES.former_communes_of("2024:62")
    today = PLACES.communes_of("2024:62")
    assert (len(former), len(today), len(PLACES.communes_of("51"))) == (102, 40, 96)
    assert {len(PLACES.successors(key)) for key in former} == {1}
    assert sorted(chain(*map(PLACES.successors, former))) == sorted(
        key for key in today for _ in PLACES.predecessors(key)
    )
    assert PLACES.districts_of("2024:62") == [
        *("608", "610", "611", "612", "613", "614", "615", "616", "617", "618")
    ]
    for key in today:
        assert {PLACES.district_of(old) for old in PLACES.predecessors(key)} == {
            PLACES.district_of(key)
        }


def test_today_and_former_places_of_one_code_are_told_apart() -> None:
    assert PLACES.title("commune", "23500") == "Xã Đăk Hà"
    assert PLACES.title("commune", "2024:23500") == "Thị trấn Đắk Hà (nay: Xã Đăk Hà)"
    assert PLACES.name("2024:23500") == "Thị trấn Đắk Hà"
    assert PLACES.title("province", "2024:62") == "Tỉnh Kon Tum (nay: Tỉnh Quảng Ngãi)"
    assert PLACES.title("province", "2024:51") == "Tỉnh Quảng Ngãi (cũ)"
    assert PLACES.title("district", "615") == PLACES.unit_title("615") == "Huyện Đắk Hà"


def test_what_does_not_exist_has_no_title() -> None:
    for kind in KINDS:
        assert PLACES.title(kind, "99999") == ""
        assert not PLACES.exists(kind, "x")
    assert PLACES.name("") == PLACES.unit_title("nowhere") == ""
    assert PLACES.parents("99") == ()
    assert PLACES.province_of("615x") is None
    assert PLACES.district_of("51") is None


def test_full_titles_say_where_a_place_lies() -> None:
    assert PLACES.full_title("23500") == "Xã Đăk Hà, Tỉnh Quảng Ngãi"
    assert PLACES.full_title("2024:23509") == "Xã Đắk Ui, Huyện Đắk Hà, Tỉnh Kon Tum"
    assert PLACES.full_title("615") == "Huyện Đắk Hà, Tỉnh Kon Tum"
    assert PLACES.full_title("51") == "Tỉnh Quảng Ngãi"


@pytest.mark.parametrize(
    ("key", "area", "inside"),
    [
        ("23500", "51", True),
        ("23500", "2024:62", True),
        ("23500", "2024:51", False),
        ("23500", "615", True),
        ("2024:23521", "51", True),
        ("2024:23521", "23500", True),
        ("2024:62", "51", True),
        ("615", "51", True),
        ("51", "51", True),
        ("51", "2024:62", False),
        ("00004", "51", False),
    ],
)
def test_province_51_takes_in_what_62_and_51_were(key: str, area: str, inside: bool) -> None:
    assert PLACES.is_in(key, area) is inside


@pytest.mark.parametrize(
    ("kind", "text", "first"),
    [
        ("commune", "Xã Đăk Hà", "23500"),
        ("commune", "xã đắk hà", "23500"),
        ("commune", "dak ha", "23500"),
        ("commune", "DAKHA", "23500"),
        ("commune", "x. đăk ui", "23510"),
        ("commune", "Đắk Ui, huyện Đắk Hà", "23510"),
        ("commune", "thị trấn đắk hà", "2024:23500"),
        ("commune", "dak ha tu mo rong", "2024:23425"),
        ("commune", "23494", "2024:23494"),
        ("commune", "2024:23500", "2024:23500"),
        ("commune", "Ba Tơ", "21484"),
        ("commune", "Ba Tô", "21523"),
        ("commune", "tân thành cà mau", "32025"),
        ("commune", "hoà thành cà mau", "32041"),
        ("district", "tp kon tum", "608"),
        ("district", "ia hdrai", "618"),
        ("district", "Ia H’ Drai", "618"),
        ("district", "h. sa thay", "616"),
        ("province", "quang ngai", "51"),
        ("province", "Kon Tum", "2024:62"),
    ],
)
def test_places_are_found_by_typing(kind: str, text: str, first: str) -> None:
    assert keys_found(kind, text)[0] == first


def test_a_code_of_both_eras_finds_both() -> None:
    assert keys_found("commune", "23500") == ["23500", "2024:23500"]
    assert keys_found("province", "51") == ["51", "2024:51"]


def test_a_full_name_at_home_is_one_place_though_others_bear_it() -> None:
    assert keys_found("commune", "Xã Đăk Hà") == ["23500", "2024:23425", "2024:24622"]
    in_kien_giang = [key for key in keys_found("commune", "Phường Rạch Giá") if not is_former(key)]
    assert len(in_kien_giang) == 1
    far = Places.load(resources_dir() / "places", home="51")
    near = Places.load(resources_dir() / "places", home="96")
    today = {key for key in keys_found("commune", "Phường Tân Thành", near) if not is_former(key)}
    assert today == {"32025"}
    assert len([k for k in keys_found("commune", "Tân Thành", far) if not is_former(k)]) > 5


def test_nothing_is_found_for_nothing() -> None:
    for text in ("", " ", "…", "(,)", "không có đâu"):
        assert keys_found("commune", text) == []


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_is_shown_finds_the_place_again(kind: str, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(KINDS[kind]))
    typed = data.draw(st.sampled_from([PLACES.title(kind, key), fold(PLACES.title(kind, key))]))
    full = PLACES.full_title(key)
    assert key in keys_found(kind, key)
    assert key in keys_found(kind, full) or not PLACES.is_in(key, "51")
    same = [found for found in PLACES.find(kind, typed) if fold(found.title) == fold(typed)]
    assert same


def test_notes_say_where_a_place_lies_and_what_it_is_now() -> None:
    notes = {found.key: found.note for found in PLACES.find("commune", "dak ha")}
    assert notes["23500"] == "Huyện Đắk Hà (cũ), Tỉnh Quảng Ngãi"
    assert notes["2024:23500"] == "Huyện Đắk Hà, Tỉnh Kon Tum"
    assert PLACES.find("province", "2024:62")[0].note == "nay thuộc Tỉnh Quảng Ngãi"


@pytest.mark.parametrize(
    ("code", "era", "key"),
    [
        ("51", "2025", "51"),
        ("51", "2024", "2024:51"),
        ("62", "2025", "2024:62"),
        ("615", "2025", "615"),
        ("615", "2024", "615"),
        ("23500", "2025", "23500"),
        ("23500", "2024", "2024:23500"),
        ("2024:23500", "2025", "2024:23500"),
    ],
)
def test_units_are_named_by_code_and_era(code: str, era: str, key: str) -> None:
    assert PLACES.unit(code, era) == key


@pytest.mark.parametrize("code", ["", "99", "999", "05", "00000", "abc", "２３"])
def test_an_unknown_unit_is_refused(code: str) -> None:
    with pytest.raises(Trouble) as trouble:
        PLACES.unit(code)
    assert trouble.value.code == "no_such_unit"
    assert str(trouble.value)


def test_reading_all_places_takes_a_blink() -> None:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        assert Places.load(resources_dir() / "places").parents("23500")
        times.append(time.perf_counter() - start)
    assert min(times) < 0.2  # 0.015 s where nothing else runs


def test_nothing_is_read_before_it_is_asked_for(tmp_path) -> None:
    places = Places.load(tmp_path)
    with pytest.raises(Trouble) as trouble:
        places.title("province", "51")
    assert trouble.value.code == "places_broken"
    assert "provinces.tsv" in str(trouble.value)


def test_a_broken_file_is_refused(tmp_path) -> None:
    (tmp_path / "provinces.tsv").write_text("code\ttitle\ttakes_in\n51\n", encoding="utf-8")
    with pytest.raises(Trouble, match=r"provinces\.tsv"):
        Places.load(tmp_path).title("province", "51")


def test_importing_places_brings_no_database_and_no_window() -> None:
    code = "import sys, ocop_desktop.places; print(sorted(m.split('.')[0] for m in sys.modules))"
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert "sqlalchemy" not in output
    assert "PySide6" not in output
