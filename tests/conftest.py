"""What holds for every test: no screen, no network, settings and data in a temporary folder."""

import gc
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]

hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.load_profile("default")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Where the offices' data are on a server, what is about a file alone is skipped, and why."""
    about = item.get_closest_marker("file_only")
    if about and os.environ.get("OCOP_TEST_SERVER"):
        pytest.skip(f"a data file only: {about.args[0]}")


def pytest_collection_finish() -> None:
    """Ten thousand tests are no garbage: not to be looked through again while they run."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[Path]]:
    """Folders that do not exist yet; numbered here, as pytest reads a whole folder to number one.

    What is made for several tests has a home of the session: never that of whoever runs them.
    """
    folder = tmp_path_factory.mktemp("homes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OCOP_HOME", str(folder / "session"))
        yield (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's settings of this test alone."""
    home = next(homes)
    home.mkdir()
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


@pytest.fixture(autouse=True, scope="session")
def made_once() -> Iterator[None]:
    """What is the same for every data file and every workbook."""
    from tests.remembered import shells, statements

    with statements(), shells():
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """A PostgreSQL server of this session alone; the test is skipped where there is none."""
    from tests.postgres import NoServer, Server

    try:
        made = Server.start()
    except NoServer as why:
        pytest.skip(f"no PostgreSQL server: {why}")
    yield made
    made.stop()


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a new data file as the migrations make them: once a session, for it is dear."""
    from ocop_desktop.store import migrate
    from ocop_desktop.store.engine import open_engine

    path = tmp_path_factory.mktemp("tables") / "empty.ocop"
    engine = open_engine(path)
    migrate.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def make_office(
    request: pytest.FixtureRequest, tmp_path: Path, empty_tables: Path
) -> Iterator[Callable[..., Any]]:
    """Makes data files of units (the former district Đắk Hà unless said) and closes them.

    With OCOP_TEST_SERVER=1 they are databases on a server: the same tests, the other store.
    """
    from ocop_desktop.actions import start

    made: list[Any] = []
    server = request.getfixturevalue("server") if os.environ.get("OCOP_TEST_SERVER") else None

    def make(name: str = "office", unit: str = "615", **options: Any) -> Any:
        if server:
            data = _on_server(server, unit, tmp_path / f"{name}-files", options)
            data.path = data.path.with_name(f"{name}.ocop")  # it only says what it is called
        else:
            with pytest.MonkeyPatch.context() as patch:
                copy = partial(_copy_tables, empty_tables)
                patch.setattr("ocop_desktop.store.migrate.upgrade", copy)
                data = start.new(tmp_path / f"{name}.ocop", unit, officer="Y Mẫu", **options)
        made.append(data)
        return data

    yield make
    for data in made:
        data.close()
        if server:
            server.drop(data.where)


@pytest.fixture
def office(make_office: Callable[..., Any]) -> Any:
    """An empty data file of an office."""
    return make_office()


def _copy_tables(source: Path, engine: Any) -> None:
    """Stand in for the migrations of a file that is new: what they make, copied."""
    shutil.copyfile(source, engine.url.database)


def _on_server(server: Any, unit: str, files: Path, options: dict[str, Any]) -> Any:
    """An office's data on a server: of the usual office a copy of the first that was begun."""
    from ocop_desktop.actions import identity, start

    if unit != "615" or options.keys() - {"clock", "new_id"}:
        return start.new(server.database(), unit, officer="Y Mẫu", files=files, **options)
    address = server.begun("615", lambda new: start.new(new, "615", officer="Y Mẫu").close())
    data = start.open_data(address, **options)
    data.keep_settings({"made_at": data.now(), "files_folder": str(files)})
    identity.renew(data)
    return data
