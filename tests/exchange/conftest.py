"""Data files of two offices and of their province."""

import pytest


@pytest.fixture
def dak_ha(make_office):
    return make_office("dakha", "615")


@pytest.fixture
def dak_to(make_office):
    return make_office("dakto", "612")


@pytest.fixture
def province(make_office):
    return make_office("tinh", "51", role="province")
