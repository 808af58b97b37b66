"""A whole office's workbook, opened and saved by LibreOffice, is merged with nothing changed."""

import pytest

from ocop_desktop.actions import samples, swap
from tests.exchange.offices import sent, state

pytestmark = pytest.mark.libreoffice


def test_an_office_saved_again_arrives_as_it_was_sent(dak_ha, province, tmp_path, resaved):
    made = samples.fill(dak_ha, subjects=12, seed=3)
    original = sent(dak_ha, tmp_path, sensitive=True)
    report = swap.merge(province, [resaved(original)])
    (file,) = report.files
    assert (file.refused, file.refused_rows, file.edits, file.extra_columns) == (None, [], [], [])
    assert file.total("new") + file.total("duplicate") == file.total("read")
    assert file.forms["subject"]["read"] == made["subject"]
    assert state(province) == state(dak_ha)
    again = swap.merge(province, [original])
    assert again.files[0].total("same") == again.files[0].total("read")
