"""The one door for developers: what it offers, what it remembers, what it says when stuck."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def dev(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", root / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_needs_the_standard_library_alone(root: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-I", "-S", root / "dev.py", "help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "python3 dev.py demo" in run.stdout


def test_every_command_is_explained(dev: ModuleType) -> None:
    explained = re.findall(r"^python3 dev\.py (\w+)", dev.__doc__, re.MULTILINE)
    assert explained == list(dev.COMMANDS)


def test_readme_shows_the_two_commands(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert "python3 dev.py demo" in readme
    assert "python3 dev.py test" in readme


def test_an_unknown_command_is_wrong_usage(root: Path) -> None:
    run = subprocess.run([sys.executable, root / "dev.py", "frobnicate"], capture_output=True)
    assert run.returncode == 2


def installed(dev: ModuleType, folder: Path) -> None:
    """Make it believe that a virtual environment stands in a folder."""
    dev.VENV, dev.ROOT = folder / ".venv", folder
    dev.PYTHON, dev.PROGRAM = dev.VENV / "python", dev.VENV / "ocop-desktop"
    dev.RUN_LOCK, dev.DEV_LOCK = folder / "requirements.lock", folder / "requirements-dev.lock"
    dev.VENV.mkdir()
    for file in (dev.PYTHON, dev.PROGRAM, dev.VENV / "pyvenv.cfg", folder / "pyproject.toml"):
        file.write_text("")
    for lock in (dev.RUN_LOCK, dev.DEV_LOCK):
        lock.write_text("")


def test_a_second_call_installs_nothing(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[object, ...]] = []
    installed(dev, tmp_path)
    monkeypatch.setattr(dev, "must", lambda *command, **_: ran.append(command))
    dev.install(dev.DEV_LOCK)
    assert len(ran) == 2
    dev.install(dev.DEV_LOCK)
    dev.install(dev.RUN_LOCK)
    assert len(ran) == 2, "the development lock holds all of the other"
    dev.RUN_LOCK.write_text("a newer lock")
    dev.install(dev.RUN_LOCK)
    assert len(ran) == 4


def test_packages_are_asked_for_with_their_hashes(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[object, ...]] = []
    installed(dev, tmp_path)
    monkeypatch.setattr(dev, "must", lambda *command, **_: ran.append(command))
    dev.install(dev.RUN_LOCK)
    assert "--require-hashes" in ran[0]
    assert "--no-deps" in ran[1]


def test_what_cannot_be_installed_is_named_with_its_command(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "lacking", lambda files: ["libEGL.so.1", "libglib-2.0.so.0"])
    monkeypatch.setattr(dev, "may_install", lambda: False)
    monkeypatch.setattr(dev, "known_to_apt", lambda name: name != "libglib2.0-0t64")
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SystemExit, match=r"sudo apt-get install -y libegl1 libglib2\.0-0$"):
        dev.ready_qt()


def test_each_release_of_debian_gets_its_own_name(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    choices = [dev.PACKAGES["libglib-2.0.so.0"], dev.PACKAGES["libgthread-2.0.so.0"]]
    monkeypatch.setattr(dev, "known_to_apt", lambda name: name.endswith("t64"))
    assert dev.named_here(choices) == ["libglib2.0-0t64"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ldd is a thing of Linux")
def test_this_machine_has_what_qt_needs(dev: ModuleType) -> None:
    assert dev.lacking(dev.QT_ALWAYS) == []


def test_the_first_stage_that_fails_ends_the_gate(
    dev: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    fail = (sys.executable, "-c", "raise SystemExit(3)")
    fine = (sys.executable, "-c", "print('ran')")
    assert dev.stages(("one", fine), ("two", fail), ("three", fine)) == 3
    told = capfd.readouterr().out
    assert "=== two: FAILED" in told
    assert "three" not in told
