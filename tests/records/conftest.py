"""The forms of the program, for the rules that speak of them."""

import pytest

from ocop_desktop.schema import load_forms


@pytest.fixture(scope="session")
def forms(root):
    return load_forms(root / "forms")
