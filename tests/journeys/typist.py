"""Starts the real program again and again, types in its window, and kills it while it does.

Run as a script it reads jobs, one JSON a line, and answers each with the moment of the kill. The
program is loaded once and forked for each life, so that a life costs its window and no imports.
A life logs every key with the moment it was pressed (monotonic seconds), before Qt sees it.
"""

import json
import os
import random
import select
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "gui"))  # where `hands` is

TICK_MS = 12
WORDS = (
    "chè Shan tuyết cổ thụ rượu cần măng khô hữu cơ Đắk Hà bưởi ngọt nấm lim xã Ngọk Wang".split()
)
FIELDS = ("name", "ingredients", "description")


class Log:
    """Lines of JSON that are in the file the moment they are written."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write(self, **facts: Any) -> None:
        """Note something, with the moment."""
        os.write(self._file, (json.dumps({"t": time.monotonic()} | facts) + "\n").encode())


class Typist:
    """Types into the window until it is killed: new products, rows of a table, saves between."""

    def __init__(self, job: dict[str, Any]) -> None:
        self._choice = random.Random(job["seed"])
        self._log, self._recover = Log(job["log"]), job["recover"]
        self._steps = self._all()

    def tick(self) -> None:
        """Do the next thing."""
        self._log.write(k="tick")
        try:
            next(self._steps)
        except BaseException:
            traceback.print_exc()
            os._exit(1)

    def _all(self) -> Iterator[None]:
        from PySide6.QtWidgets import QApplication

        while not self._window():
            yield
        window = self._window()
        for _ in range(20):  # until the first page has looked what is due
            yield
        while window.desk.tasks.busy:
            yield
        if self._recover:
            yield from self._give_back(window)
        else:
            yield from self._begin(window)
        while True:
            name = self._choice.choice((*FIELDS, "packs"))
            yield from self._type(window, name, QApplication)
            if self._choice.random() < 0.2:
                yield from self._save(window)

    def _window(self) -> Any:
        from PySide6.QtWidgets import QApplication

        from ocop_desktop.gui.window import MainWindow

        windows = QApplication.topLevelWidgets()
        return next((one for one in windows if isinstance(one, MainWindow)), None)

    def _begin(self, window: Any) -> Iterator[None]:
        from hands import CTRL, press
        from PySide6.QtCore import Qt

        window.open_list("product")
        press(window, Qt.Key.Key_N, CTRL)
        yield
        assert window.view.page.draft.is_new

    def _give_back(self, window: Any) -> Iterator[None]:
        from PySide6.QtWidgets import QPushButton

        while not (found := window.findChildren(QPushButton, "draft.recover")):
            yield
        row = next(one for one in found if one.parent().objectName() == f"draft.{self._recover}")
        row.click()
        yield

    def _type(self, window: Any, name: str, app: Any) -> Iterator[None]:
        from hands import CTRL, part
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        if name == "packs":
            grid = window.view.page.body.grids["packs"]
            grid.settle()  # as the focus does that a click on the button takes
            grid.add()
            name = f"packs.{len(grid.model.rows)}"
        else:
            part(window, f"product.{name}").setFocus()
            QTest.keyClick(app.focusWidget(), Qt.Key.Key_End)
            QTest.keyClick(app.focusWidget(), Qt.Key.Key_End, CTRL)  # the last line of several
        text = " ".join(self._choice.choices(WORDS, k=self._choice.randint(2, 9)))
        old = self._shown(window, name)
        for letter in f" {text}" if old else text:
            self._press(name, letter, app)
            yield

    def _shown(self, window: Any, name: str) -> str:
        from hands import part
        from PySide6.QtWidgets import QLineEdit

        if name.startswith("packs"):
            return ""
        widget = part(window, f"product.{name}")
        return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()

    def _press(self, name: str, letter: str, app: Any) -> None:
        from hands import type_keys

        self._log.write(k="key", f=name, c=letter)
        type_keys(app.focusWidget(), letter)

    def _save(self, window: Any) -> Iterator[None]:
        from hands import CTRL, press
        from PySide6.QtCore import Qt

        self._log.write(k="save")
        press(window, Qt.Key.Key_S, CTRL)
        self._log.write(k="saved")
        yield


def live(job: dict[str, Any]) -> None:
    """One life of the program; it ends by being killed."""
    from PySide6.QtCore import QTimer

    from ocop_desktop import app
    from ocop_desktop.gui import program

    running = program.application([])
    typist, timer = Typist(job), QTimer()
    timer.timeout.connect(typist.tick)
    timer.start(TICK_MS)
    app.run(Path(job["data"]))
    del running


def main() -> None:
    """Read jobs and answer them, several lives at a time."""
    # all that a life needs is loaded before the first fork
    import hands  # noqa: F401

    from ocop_desktop import app  # noqa: F401
    from ocop_desktop.actions import start
    from ocop_desktop.gui import (  # noqa: F401
        alike_line,
        meter_button,
        program,
        record_page,
        records_view,
        today_page,
        window,
    )

    start.the_forms()
    running: dict[int, tuple[dict[str, Any], float]] = {}
    while True:
        if select.select([0], [], [], 0.003)[0]:
            lines = os.read(0, 1 << 16).decode().splitlines()
            if not lines:
                break
            for job in map(json.loads, lines):
                child = os.fork()
                if child == 0:
                    live(job)
                    os._exit(1)
                running[child] = (job, 0.0)
        for child in list(running):
            _look_after(child, running)
    for child in running:
        os.kill(child, signal.SIGKILL)


def _look_after(child: int, running: dict[int, tuple[dict[str, Any], float]]) -> None:
    """Kill a life once it has typed for as long as it may."""
    job, until = running[child]
    log = Path(job["log"])
    if not until:
        if log.exists() and '"key"' in log.read_text(encoding="utf-8"):
            running[child] = (job, time.monotonic() + job["seconds"])
        elif os.waitpid(child, os.WNOHANG)[0]:
            raise SystemExit(f"the program ended by itself: {job}")
    elif time.monotonic() >= until:
        killed = time.monotonic()
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        del running[child]
        answer = {"data": job["data"], "killed": killed, "signal": os.WTERMSIG(status)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
