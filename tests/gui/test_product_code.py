"""The next number of a product: offered in its field, kept only when it is saved."""

import pytest
from hands import CTRL, part, press, put
from PySide6.QtCore import Qt

from ocop_desktop.actions import entries

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def subject(office):
    return put(office, "subject", {"name": "HTX Sáu Nhung (mẫu)", "commune": "23500"})


def product(office, subject, **more):
    return put(office, "product", {"name": "Cà phê bột (mẫu)", "subject": subject, **more})


def shown(window):
    return part(window, "product.product_code").text()


def test_the_next_number_is_offered_and_saved(make_window, office, subject):
    year = office.today()[:4]
    product(office, subject, product_code=f"51-23500-1-{year}")
    second = put(office, "product", {"name": "Mật ong (mẫu)", "subject": subject})
    window = make_window(office)
    window.open_record("product", second)
    press(window, Qt.Key.Key_M, KEYS)
    assert shown(window) == f"51-23500-2-{year}"
    assert entries.get(office, "product", second).get("product_code") is None, "not saved yet"
    press(window, Qt.Key.Key_S, CTRL)
    assert entries.get(office, "product", second).get("product_code") == f"51-23500-2-{year}"
    press(window, Qt.Key.Key_M, KEYS)
    assert "đã có mã số" in window.status.text.text()


def test_without_a_commune_it_says_what_to_do(make_window, office):
    owner = put(office, "subject", {"name": "Hộ chưa rõ xã (mẫu)"})
    window = make_window(office)
    window.open_record("product", product(office, owner))
    press(window, Qt.Key.Key_M, KEYS)
    assert "điền xã" in window.status.text.text()
    assert shown(window) == ""


def test_other_records_have_no_number(make_window, office, subject):
    window = make_window(office)
    window.open_record("subject", subject)
    press(window, Qt.Key.Key_M, KEYS)
    assert "chỉ dùng cho sản phẩm" in window.status.text.text()
