"""What holds for every test: no screen, no network, settings and data in a temporary folder."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]

hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.load_profile("default")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's settings of this test alone."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("OCOP_HOME", str(home))
    monkeypatch.delenv("OCOP_FORMS", raising=False)
    monkeypatch.delenv("OCOP_RESOURCES", raising=False)
    return home


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Whatever reaches out of the machine fails: the program works without a connection."""

    def refuse(self: socket.socket, address: object) -> None:
        raise AssertionError(f"a test tried to reach {address}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT
