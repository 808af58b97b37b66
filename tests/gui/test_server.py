"""A server's database in the window: opened, asked for its password, several people at once."""

import logging

import pytest
from drafting import rows
from hands import click, part, type_into
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox, QPushButton

from ocop_desktop.actions import drafts_aside, entries, kept_drafts, lists, start
from ocop_desktop.gui import crash
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.others_watch import Others
from ocop_desktop.gui.preferences import Preferences
from ocop_desktop.gui.program import Program
from ocop_desktop.gui.server_dialog import ServerDialog
from ocop_desktop.gui.today_backup import BackupPart
from ocop_desktop.messages import Trouble
from tests.postgres import WITH_PASSWORD


@pytest.fixture
def program(app):
    made = Program(app)
    yield made
    window = made.window
    if window is not None:
        window.close()
        window.deleteLater()


@pytest.fixture
def database(server, tmp_path):
    """An office's database."""
    address = server.database()
    start.new(address, "615", officer="Y Mẫu", files=tmp_path / "chung").close()
    yield address
    server.drop(address)


def asked(program):
    return program.window.findChild(ServerDialog)


def test_a_server_is_opened_by_its_address_and_is_there_next_time(program, database):
    program.begin(None)
    click(program.window, "command.open_server")
    part(asked(program), "server.address").setText("may-chu/ocop")
    click(asked(program), "server.open")
    assert "không phải địa chỉ" in asked(program).note.text()
    part(asked(program), "server.address").setText(str(database))
    click(asked(program), "server.open")
    data = program.window.desk.data
    assert data.where == database
    assert Preferences.load().recent_data() == [database]
    assert database.database in program.window.windowTitle()
    line = BackupPart(program.window, program.window)
    assert "sao lưu ở đó" in line.findChild(QLabel).text()
    assert line.findChild(QPushButton) is None


def test_a_password_is_asked_for_and_never_kept(program, server, database, own_home):
    server.sql(f"CREATE ROLE {WITH_PASSWORD} LOGIN PASSWORD 'bí mật 1'", "postgres", check=False)
    server.sql(f"GRANT ocop TO {WITH_PASSWORD}", "postgres")
    locked = server.address(database.database, user=WITH_PASSWORD)
    program.open(locked)
    asking = asked(program)
    assert part(asking, "server.address").text() == str(locked)
    password = part(asking, "server.password")
    assert password.echoMode() == QLineEdit.EchoMode.Password
    password.setText("sai")
    click(asking, "server.open")
    again = next(one for one in program.window.findChildren(ServerDialog) if one.isVisible())
    assert "mật khẩu" in again.note.text()
    part(again, "server.password").setText("bí mật 1")
    click(again, "server.open")
    assert program.window.desk.data.officer == WITH_PASSWORD  # each has a name of their own
    kept = (own_home / "settings.json").read_text(encoding="utf-8")
    assert str(locked.database) in kept
    assert "bí mật" not in kept
    assert "bí mật" not in repr(program.window.desk.data.where)


def look(desk, qtbot):
    """Look what others changed, now, and wait for the answer."""
    others = desk.findChild(Others)
    qtbot.waitUntil(lambda: not others.looking)
    others.look()
    qtbot.waitUntil(lambda: not others.looking, timeout=20_000)


def test_what_somebody_else_saves_is_shown(program, database, qtbot):
    program.open(database)
    window = program.window
    window.go("subject")
    told = []
    window.desk.changed.connect(told.append)
    with start.open_data(database) as other:
        entries.save(other, "subject", None, {"name": "HTX Của Người Khác"})
    look(window.desk, qtbot)
    assert told == [frozenset({"subject"})]
    entries.save(window.desk.data, "subject", None, {"name": "HTX Của Tôi"})
    told.clear()
    look(window.desk, qtbot)
    assert told == []


def test_a_slow_server_keeps_nobody_from_working(app, server, database, qtbot):
    server.sql(f"ALTER DATABASE {database.database} SET lock_timeout = '20s'", "postgres")
    desk, told, ticks = Desk(start.open_data(database)), [], []
    desk.changed.connect(told.append)
    with start.open_data(database) as other:
        entries.save(other, "subject", None, {"name": "HTX Của Người Khác"})
        with other.beside() as connection:  # nobody is told what was done: the server stands still
            connection.exec_driver_sql("LOCK TABLE action IN ACCESS EXCLUSIVE MODE")
            desk.findChild(Others).look()
            for _ in range(3):
                QTimer.singleShot(1, lambda: ticks.append(desk.tasks.busy))
            qtbot.waitUntil(lambda: len(ticks) == 3)
            assert ticks == [False, False, False]
            assert desk.attempt(lambda: lists.count(desk.data, "subject")) == 1
            assert (desk.findChild(Others).looking, told) == (True, [])
    qtbot.waitUntil(lambda: told == [frozenset({"subject"})], timeout=10_000)
    desk.close()


def test_a_window_may_be_closed_while_it_looks(program, database, qtbot):
    program.open(database)
    window, told = program.window, []
    with start.open_data(database) as other:
        entries.save(other, "subject", None, {"name": "HTX Của Người Khác"})
        window.desk.findChild(Others).look()
        window.desk.data.changed.append(told.append)
        window.close()
        qtbot.wait(1)
    assert told == []


def test_a_server_that_goes_away_while_it_is_open_is_told_once(app, server, database, qtbot):
    desk, said = Desk(start.open_data(database)), []
    desk.said.connect(lambda text, tone: said.append(text))
    server.drop(database)
    for _ in range(2):
        look(desk, qtbot)
    assert len(said) == 1
    assert "kết nối" in said[0] or "không có cơ sở dữ liệu" in said[0]
    desk.close()


def test_trouble_that_no_page_was_ready_for_is_told_and_is_no_bug(program, database, monkeypatch):
    program.open(database)
    monkeypatch.setattr(crash, "_log", lambda: logging.getLogger("test"))
    monkeypatch.setattr(crash.QApplication, "activeWindow", lambda: program.window)
    for _ in range(2):
        crash._on_bug(Trouble, Trouble("server_unreachable", file="ocop"), None)
    boxes = program.window.findChildren(QMessageBox)
    assert [box.objectName() for box in boxes] == ["trouble"]
    assert "kết nối" in boxes[0].text()
    boxes[0].close()


def test_a_server_that_is_away_is_told_and_stops_nothing(program, server, database):
    program.open(server.address("khong_co_dau"))
    box = program.window.findChild(QMessageBox, "trouble")
    assert "không có cơ sở dữ liệu" in box.text()
    box.close()


# ---- the server is stopped, and comes back


@pytest.fixture
def stopped(server):
    """Stops the server; at the end it runs again whatever happened."""
    yield server
    server.halt()
    server.resume()


def trouble(window):
    """The sentence of the dialog that is open; it is closed."""
    box = window.findChild(QMessageBox, "trouble")
    assert box is not None
    box.setObjectName("told")
    box.close()
    return box.text()


def begin_subject(window, name, qtbot):
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    window.resize(1366, 768)
    window.go("subject")
    click(window, "command.new")
    QTest.qWait(1)
    type_into(window, "subject.name", name)


def test_work_goes_on_when_a_server_that_was_stopped_is_back(
    program, stopped, database, qtbot, quick
):
    program.open(database)
    window, said = program.window, []
    window.desk.said.connect(lambda text, tone: said.append(text))
    begin_subject(window, "HTX Đang Gõ Dở", qtbot)
    stopped.halt()
    assert not window.view.page.save()
    assert "Không kết nối được" in trouble(window)
    assert part(window, "subject.name").text() == "HTX Đang Gõ Dở"
    qtbot.waitUntil(lambda: drafts_aside.kept(window.desk.data) != [], timeout=10_000)
    look(window.desk, qtbot)
    look(window.desk, qtbot)
    assert sum("Không kết nối được" in text for text in said) <= 3, "not at every look"
    stopped.resume()
    look(window.desk, qtbot)
    assert said[-1] == "Đã kết nối lại với máy chủ."
    assert window.view.page.save()
    assert lists.count(window.desk.data, "subject") == 1
    window.desk.keeper.finish()
    assert kept_drafts.listed(window.desk.data) == drafts_aside.kept(window.desk.data) == []


def test_what_was_typed_while_the_server_was_away_is_there_after_a_new_start(
    program, stopped, database, own_home, qtbot, quick
):
    program.open(database)
    window = program.window
    begin_subject(window, "HTX Đang Gõ Dở", qtbot)
    stopped.halt()
    type_into(window, "subject.name", "HTX Gõ Lúc Mất Mạng")
    qtbot.waitUntil(lambda: drafts_aside.kept(window.desk.data) != [], timeout=10_000)
    (place,) = (own_home / "drafts").iterdir()
    assert place.stat().st_mode & 0o077 == 0, "for this user alone"
    assert not window.close(), "it says that the record could not be saved"
    trouble(window)
    click(window, "status.offer")
    assert not window.isVisible()
    program.window = None
    stopped.resume()
    program.open(database)
    assert rows(program.window) == ["HTX Gõ Lúc Mất Mạng"]
    assert list((own_home / "drafts").iterdir()) == []
