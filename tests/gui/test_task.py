"""Long work: elsewhere, one at a time, with progress, cancel and one way to fail."""

import threading

import pytest

from ocop_desktop.actions import entries
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.task import Tasks
from ocop_desktop.messages import Trouble


@pytest.fixture
def tasks(app):
    made = Tasks()
    yield made
    made.wait()


def run(tasks, qtbot, work):
    answers, failures = [], []
    with qtbot.waitSignal(tasks.ended):
        tasks.run("Thử", work, answers.append, failures.append)
    qtbot.waitUntil(lambda: not tasks.busy)
    return answers, failures


def test_work_runs_elsewhere_and_answers_here(tasks, qtbot):
    here = threading.get_ident()
    seen = []
    tasks.run(
        "Thử",
        lambda _: threading.get_ident(),
        lambda there: seen.append((there, threading.get_ident())),
        seen.append,
    )
    qtbot.waitUntil(lambda: bool(seen))
    there, answered = seen[0]
    assert there != here
    assert answered == here


def test_trouble_comes_back(tasks, qtbot):
    def fail(_):
        raise Trouble("busy")

    answers, failures = run(tasks, qtbot, fail)
    assert not answers
    assert failures[0].code == "busy"


def test_only_one_runs_at_a_time(tasks, qtbot):
    go = threading.Event()
    with qtbot.waitSignal(tasks.ended):
        tasks.run("Thử", lambda _: go.wait(5), lambda _: None, lambda _: None)
        assert tasks.busy
        with pytest.raises(Trouble):
            tasks.run("Nữa", lambda _: None, lambda _: None, lambda _: None)
        go.set()
    assert not tasks.busy


def test_cancelled_work_stops_and_says_nothing(tasks, qtbot):
    began, answers, failures = threading.Event(), [], []

    def work(progress):
        for number in range(100_000):
            progress(number, 100_000, "")
            began.set()
            threading.Event().wait(0.001)

    task = tasks.run("Thử", work, answers.append, failures.append)
    assert began.wait(5)
    with qtbot.waitSignal(tasks.ended):
        task.cancel()
    assert (answers, failures) == ([], [])


def test_progress_is_told(tasks, qtbot):
    told, listened = [], threading.Event()

    def work(progress):
        listened.wait(5)
        progress(1, 2, "một")
        progress(2, 2, "hai")

    task = tasks.run("Thử", work, lambda _: None, lambda _: None)
    task.progressed.connect(lambda *what: told.append(what))
    listened.set()
    qtbot.waitUntil(lambda: (2, 2, "hai") in told)


def test_pages_are_told_what_long_work_changed_once_it_is_answered(app, office, qtbot):
    desk, order = Desk(office), []
    desk.changed.connect(lambda kinds: order.append((kinds, desk.tasks.busy)))
    rows = [(None, {"name": f"HTX {n}"}, {}) for n in range(2)]
    desk.run(
        "Thử",
        lambda _: entries.save_many(office, "subject", rows),
        lambda _: order.append("answered"),
    )
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["answered", (frozenset({"subject"}), False)]
    desk.release()
