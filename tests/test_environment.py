"""Traps of the surroundings, kept shut: a Qt that loses None, a lock that names a machine."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import ocop_desktop

PROBE = """
import sys
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QWidget
app = QApplication([])
line, thing, rows, combo = QLineEdit(), QObject(), QListWidget(), QComboBox()
calls = {
    "setText": lambda i: line.setText(str(i)),
    "setObjectName": lambda i: thing.setObjectName(str(i)),
    "QListWidget.addItem": lambda i: rows.addItem(str(i)),
    "QComboBox.addItem": lambda i: combo.addItem(str(i), i),
    "setParent": lambda i: QWidget().setParent(None),
}
for name, call in calls.items():
    before = sys.getrefcount(None)
    for i in range(1000):
        call(i)
    lost = before - sys.getrefcount(None)
    if lost > 500:
        print(name, "lost", lost)
"""


def test_qt_does_not_lose_references_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 does, and aborts after some thousand calls."""
    probe = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=120, check=False
    )
    assert (probe.returncode, probe.stdout) == (0, ""), probe.stderr


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_a_hash_for_everything_and_names_no_place(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9._-]+(?:\[.*\])?==.*$", text, re.MULTILINE)
    assert packages
    assert all(line.endswith("\\") for line in packages), "a package without a hash"
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE), "an option that names an index or a file"


def test_every_direct_dependency_is_pinned_and_locked(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    for wanted in project["project"]["dependencies"]:
        assert re.fullmatch(r"[A-Za-z0-9-]+==[0-9.]+", wanted)
        assert f"\n{wanted.lower()} " in lock


def test_both_locks_agree(root: Path) -> None:
    def versions(name: str) -> dict[str, str]:
        text = (root / name).read_text(encoding="utf-8")
        return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE))

    run, dev = versions("requirements.lock"), versions("requirements-dev.lock")
    assert {name: dev.get(name) for name in run} == run


def test_the_changelog_begins_with_the_version_of_the_package(root: Path) -> None:
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", text, re.MULTILINE)
    assert versions[0] == ocop_desktop.__version__
