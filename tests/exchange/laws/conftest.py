"""Histories are played on files in memory."""

import pytest

from tests.exchange.laws.office import quick


@pytest.fixture(autouse=True)
def fast():
    with quick():
        yield
