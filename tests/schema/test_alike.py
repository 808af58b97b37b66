"""Records that may be one and the same are noticed, the others are left alone."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ocop_desktop import paths
from ocop_desktop.schema import load_forms
from ocop_desktop.schema.alike import alike_by, fingerprint, hashed, keys_of, name_keys
from ocop_desktop.vietnamese import fold

FORMS = load_forms(paths.forms_dir())
SUBJECT = FORMS["subject"]
HERE, ELSEWHERE = "23500", "23515"


def by(mine, theirs, kind="subject"):
    """The code of the sign by which two records are alike, None where they are not."""
    sign = alike_by(FORMS[kind], mine, theirs)
    return sign and sign.code


# ---- names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTX Nông nghiệp Đăk Mar", "Hợp tác xã nông nghiệp Đắk Mar"),
        ("Công ty TNHH MTV Sâm Ngọc Linh", "CÔNG TY TNHH Sâm Ngọc Linh"),
        ("Hộ kinh doanh Y Hà", "HKD Y Hà"),
        ("Cơ sở sản xuất Hoà Bình", "cơ sở Hòa Bình"),
        ("HTX Nông nghiệp và Dịch vụ Đăk Mar", "Đăk Mar HTX NN-DV"),
        ("HTX NNDV Đăk Mar", "HTX Nông nghiệp - Dịch vụ Đăk Mar"),
        ("HTX số 01 Kon Tu", "HTX Kon Tu số 1"),
    ],
)
def test_names_are_alike_without_marks_and_legal_forms(one, other):
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("HTX Ia H’Drai", "HTX Ia Hdrai"), ("HTX Đăk Mar", "HTX Đắkmar"), ("Kon-Plông", "Kon Plong")],
)
def test_spaces_and_signs_within_a_name_do_not_count(one, other):
    assert name_keys(one) & name_keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTX Đăk Mar", "HTX Đăk Hring"),
        ("HTX", "Tổ hợp tác"),
        ("HTX 1", "HTX 2"),
        ("Tổ hợp tác số 1", "Tổ hợp tác số 2"),
        ("Đội 1 thôn 2", "Đội 2 thôn 1"),
        ("Tổ 1 2", "Tổ 12"),
        ("Nhóm Kon Tu I", "Nhóm Kon Tu II"),
    ],
)
def test_other_names_are_not(one, other):
    assert not name_keys(one) & name_keys(other)


@given(st.text(max_size=30))
def test_a_name_with_letters_has_a_fingerprint(name):
    assert bool(fingerprint(name)) == bool(name_keys(name))
    assert fingerprint(name) or not any(c.isalnum() for c in fold(name))


WORDS = st.lists(
    st.sampled_from(["Đăk", "Mar", "Cà", "phê", "Nông", "nghiệp", "Hoà", "Ngọc", "Linh", "Y"]),
    min_size=1,
    max_size=6,
)


@given(WORDS, st.randoms(use_true_random=False), st.sampled_from(["HTX", "Hợp tác xã", "Hộ KD"]))
def test_marks_case_order_spaces_and_legal_forms_do_not_count(words, mixed, legal):
    name = " ".join(["HTX", *words])
    mixed.shuffle(words)
    spoken = "  ".join([legal.replace("Hộ KD", "hộ kinh doanh"), *words])
    other = mixed.choice([spoken.upper(), fold(spoken), f" {spoken}\n"])
    assert by({"name": name, "commune": HERE}, {"name": other, "commune": HERE}) == "name"


# ---- numbers


@pytest.mark.parametrize(
    ("field", "mine", "theirs", "what"),
    [
        ("tax_code", "6100123456", "6100123456", "tax_code"),
        ("tax_code", "0100123456", "100123456", "tax_code"),
        ("reg_no", "38/A-12", "38a12", "registration"),
        ("rep_citizen_id", "062190000001", "62190000001", "citizen_id"),
        ("phone", "0905123456", "0905123456 / 0987654321", "phone"),
        ("phone", "0905123456", "+84 905 123 456", "phone"),
        ("phone", "0905123456", "905123456", "phone"),
        ("phone", "0905123456", "0905.123.456", "phone"),
    ],
)
def test_a_shared_number_is_noticed(field, mine, theirs, what):
    one = {field: mine, "name": "Một", "commune": HERE}
    assert by(one, {field: theirs, "name": "Hai", "commune": ELSEWHERE}) == what


def test_a_registration_number_may_be_the_tax_code():
    assert by({"tax_code": "6100123456"}, {"reg_no": "6100123456"}) == "registration"


def test_a_branch_is_not_its_company():
    assert by({"tax_code": "6100123456"}, {"tax_code": "6100123456-001"}) is None


@pytest.mark.parametrize("nothing", ["chưa có", "0", "000000", "12", "không", "-", "9999999999"])
def test_what_is_no_number_is_no_sign(nothing):
    assert by({"reg_no": nothing}, {"reg_no": nothing}) is None


SPELLINGS = st.sampled_from(
    ["{}", "+84 {}", "84{}", "0{}", "0{} / 0260 3862123", "0987654321 / 0{}"]
)


@given(st.integers(10**6, 10**7 - 1), SPELLINGS, SPELLINGS)
@example(1_111_111, "{}", "+84 {}")
def test_a_phone_is_one_in_any_spelling(number, mine, theirs):
    one, other = ({"phone": way.format(f"90{number}")} for way in (mine, theirs))
    assert by(one, other) == "phone"


# ---- two records


def test_a_name_counts_in_the_same_commune_only():
    mine = {"name": "HTX Đăk Mar", "commune": HERE}
    assert by(mine, {"name": "Hợp tác xã Đắk Mar", "commune": HERE}) == "name"
    assert by(mine, {"name": "HTX Đăk Mar", "commune": ELSEWHERE}) is None


def test_two_tax_codes_tell_two_alike_names_apart():
    mine = {"name": "HTX Đăk Mar", "commune": HERE, "tax_code": "6100123456"}
    assert by(mine, mine | {"tax_code": "6100999999"}) is None
    assert by(mine, mine | {"tax_code": None}) == "name"


@pytest.mark.parametrize("nothing", ["", None, "   ", "…", "()"])
def test_blank_names_are_like_nothing(nothing):
    blank = {"name": nothing, "commune": HERE}
    assert by(blank, blank) is None


def test_another_kind_has_other_keys():
    values = {"name": "Đăk Mar", "starts_on": "2026-01-02"}
    found = [{hashed(k, key) for key in keys_of(FORMS[k], values)} for k in ("course", "event")]
    assert all(found)
    assert not found[0] & found[1]


SIGNED = [form for form in FORMS.values() if form.asking]
SAMPLES = ["Cà phê Đăk Hà", "HTX cà phê Đắk Hà", "61001", "6100123456", "0905123456", "2026-03-05"]
VALUES = st.sampled_from([*SAMPLES, "905 123 456", "x", "", 300_000_000, 0, None, HERE])


@given(st.sampled_from(SIGNED), st.data())
def test_likeness_is_symmetric(form, data):
    names = sorted({name for sign in form.alike for name in (*sign.fields, *sign.unless)})
    records = st.fixed_dictionaries({}, optional=dict.fromkeys(names, VALUES))
    one, other = data.draw(records), data.draw(records)
    assert alike_by(form, one, other) == alike_by(form, other, one)
    if keys_of(form, one):
        assert alike_by(form, one, dict(one)) is not None


@pytest.mark.parametrize("form", SIGNED, ids=lambda form: form.kind)
def test_signs_say_what_is_shared_in_vietnamese(form):
    for sign in form.alike:
        assert sign.label[0].islower()
        assert set(sign.fields) <= set(form.by_name)
