"""Where things are, in a checkout, in a built folder and by the overriding variables."""

import sys
from pathlib import Path

import pytest

from ocop_desktop import paths


def test_forms_and_resources_stand_beside_the_package(root: Path) -> None:
    assert paths.forms_dir() == root / "forms"
    assert paths.resources_dir() == root / "resources"


def test_forms_and_resources_stand_beside_a_built_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "ocop-desktop"))
    assert paths.forms_dir() == tmp_path / "forms"
    assert paths.resources_dir() == tmp_path / "resources"


def test_a_variable_overrides_each_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCOP_FORMS", str(tmp_path / "f"))
    monkeypatch.setenv("OCOP_RESOURCES", str(tmp_path / "r"))
    assert paths.forms_dir() == tmp_path / "f"
    assert paths.resources_dir() == tmp_path / "r"


def test_the_settings_folder_is_made(own_home: Path) -> None:
    own_home.rmdir()
    assert paths.user_dir() == own_home
    assert own_home.is_dir()
    assert own_home in paths.data_dir().parents


@pytest.mark.skipif(sys.platform != "linux", reason="the desktop's own list is a thing of Linux")
def test_documents_are_where_the_desktop_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("OCOP_HOME")
    assert paths.data_dir() == tmp_path / "Documents" / "OCOP"
    line = '# comment\nXDG_DESKTOP_DIR="$HOME/x"\nXDG_DOCUMENTS_DIR="$HOME/Tài liệu"\n'
    (tmp_path / "user-dirs.dirs").write_text(line, encoding="utf-8")
    assert paths.data_dir() == tmp_path / "Tài liệu" / "OCOP"
    assert paths.user_dir() == tmp_path / "OCOP"
