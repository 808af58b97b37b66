"""Makes docs/guide/keys.md from the table of commands: .venv/bin/python docs/make_keys.py"""

from pathlib import Path

from ocop_desktop.gui.keys import page

OUT = Path(__file__).resolve().parent / "guide" / "keys.md"

if __name__ == "__main__":
    OUT.write_text(page(), encoding="utf-8")
