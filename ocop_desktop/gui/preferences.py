"""What this user prefers on this machine: theme, size of text, recent files, the window's shape."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ocop_desktop.address import Address, where
from ocop_desktop.paths import user_dir

_MOST_RECENT = 8


@dataclass
class Preferences:
    """Kept as JSON in the user's folder; a file that cannot be read is as good as none."""

    theme: str = "system"
    scale: float = 1.0
    recent: list[str] = field(default_factory=list)
    geometry: str = ""
    list_width: int = 0  # 0: as the window's width asks
    nav_narrow: bool = False
    list_hidden: bool = False
    printer: str = ""
    scan_folder: str = ""
    two_sided: bool = False
    used: list[str] = field(default_factory=list)  # commands and rooms of the palette, latest first
    millions: bool = False  # money is typed and shown in triệu đồng

    lists: dict[str, Any] = field(default_factory=dict)  # by kind; see list_shape.py

    @classmethod
    def load(cls) -> Preferences:
        """The preferences as they were left."""
        try:
            raw = json.loads(_file().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        known = {f.name: type(getattr(cls(), f.name)) for f in fields(cls)}
        kept = {name: value for name, value in raw.items() if name in known}
        return cls(**{n: v for n, v in kept.items() if isinstance(v, known[n])})

    def save(self) -> None:
        """Keep them; preferences that cannot be kept stop nobody's work."""
        try:
            part = _file().with_suffix(".part")
            part.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), "utf-8")
            part.replace(_file())
        except OSError:
            pass

    def opened(self, where: Path | Address) -> None:
        """Note a file, or a server's database, as the one opened last; no password is kept."""
        name = str(where)
        self.recent = [name, *(one for one in self.recent if one != name)][:_MOST_RECENT]
        self.save()

    def note_used(self, key: str) -> None:
        """Note what was chosen in the palette last."""
        self.used = [key, *(one for one in self.used if one != key)][:_MOST_RECENT]
        self.save()

    def recent_data(self) -> list[Path | Address]:
        """Databases opened before, and files that are still there, the latest first."""
        known: list[Path | Address] = []
        for name in self.recent:
            try:
                one = where(name)
            except ValueError:
                continue
            if isinstance(one, Address) or one.is_file():
                known.append(one)
        return known


def _file() -> Path:
    return user_dir() / "settings.json"
