"""Where things are: the forms, the resources, this user's settings, the office's data.

`forms/` and `resources/` stand beside the package in a checkout and beside the program in a
built folder. No other module works out a place for itself.
"""

import os
import sys
from functools import cache
from pathlib import Path

FOLDER = "OCOP"
_CHECKOUT = Path(__file__).resolve().parents[1]  # asked for with every record: worked out once


def forms_dir() -> Path:
    """The folder of what is asked: one TOML for each form (`OCOP_FORMS` overrides)."""
    return _override("OCOP_FORMS") or _root() / "forms"


def resources_dir() -> Path:
    """Regulations, places, fonts, icons, themes and samples (`OCOP_RESOURCES` overrides)."""
    return _override("OCOP_RESOURCES") or _beside("resources", _root())


def user_dir() -> Path:
    """The folder of this user's settings, made where it is missing (`OCOP_HOME` overrides)."""
    folder = _override("OCOP_HOME") or _settings_parent() / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def data_dir() -> Path:
    """The folder offered for a new data file: Documents/OCOP; not made here."""
    home = _override("OCOP_HOME")
    return home / "data" if home else documents_dir() / FOLDER


def documents_dir() -> Path:
    """This user's documents, wherever the system keeps them."""
    if sys.platform == "win32":
        return _windows_documents()
    return _xdg_documents() or Path.home() / "Documents"


def _override(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value).absolute() if value else None


@cache
def _beside(name: str, root: Path) -> Path:
    return root / name


def _root() -> Path:
    """The checkout, or the folder of the built program."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).resolve().parent
    return _CHECKOUT


def _settings_parent() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _windows_documents() -> Path:
    """Documents as the registry has it (it may have moved to OneDrive or to drive D)."""
    if sys.platform == "win32":
        import winreg

        place = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, place) as key:
                return Path(os.path.expandvars(winreg.QueryValueEx(key, "Personal")[0]))
        except OSError:
            pass  # an account without the entry: the usual place below
    return Path.home() / "Documents"


def _xdg_documents() -> Path | None:
    """The line `XDG_DOCUMENTS_DIR="$HOME/Tài liệu"` of a Linux desktop, where there is one."""
    file = _settings_parent() / "user-dirs.dirs"
    if not file.is_file():
        return None
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition("=")
        if name.strip() == "XDG_DOCUMENTS_DIR":
            return Path(value.strip().strip('"').replace("$HOME", str(Path.home())))
    return None
