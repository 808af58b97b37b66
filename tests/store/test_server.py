"""A database on a server does what a data file does, and says clearly what is wrong with it."""

from __future__ import annotations

import pytest

from ocop_desktop.actions import entries, files, health, lists, start, swap
from ocop_desktop.address import Address, called, is_address, where
from ocop_desktop.messages import Trouble
from ocop_desktop.store.search_server import server_query, server_words
from ocop_desktop.store.search_words import question
from ocop_desktop.store.server import open_server
from tests.store.agreeing import differences


@pytest.fixture
def database(server):
    """An empty database."""
    address = server.database()
    yield address
    server.drop(address)


@pytest.fixture
def office(database, tmp_path):
    """An office's data in it."""
    with start.new(database, "615", officer="Y Mẫu", files=tmp_path / "minh-chung") as data:
        yield data


def put(data, name, **fields):
    saved = entries.save(data, "subject", None, {"name": name, **fields})
    assert saved.saved
    return saved.id


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://lan@may-chu/ocop", "postgresql://lan@may-chu/ocop"),
        ("postgres://lan:m%40t@may-chu:5433/ocop", "postgresql://lan@may-chu:5433/ocop"),
        ("postgresql:///ocop?host=/run/pg", "postgresql:///ocop?host=/run/pg"),
        ("postgresql://[::1]/ocop", "postgresql://[::1]/ocop"),
    ],
)
def test_an_address_is_shown_without_its_password_and_read_again(text, shown):
    read = where(text)
    assert isinstance(read, Address)
    assert str(read) == shown
    assert where(shown) == read
    assert "m@t" not in repr(read)


SECRETS = (
    "postgresql://lan:m%40t-kh@may-chu/ocop",
    "postgresql://lan@may-chu/ocop?sslmode=require&password=m%40t-kh",
    "postgresql://lan@may-chu/ocop?sslmode=require&sslpassword=m%40t-kh&sslkey=a",
)


@pytest.mark.parametrize("text", SECRETS)
def test_whatever_is_secret_in_an_address_is_given_to_the_server_alone(text):
    read = where(text)
    assert "m@t-kh" in (read.password, dict(read.secrets).get("sslpassword"))
    assert "m@t-kh" not in str(open_server(read))
    for shown in (str(read), repr(read), called(read), str(read.with_password("m@t-kh"))):
        assert "m@t" not in shown
        assert "m%40t" not in shown


BROKEN = (
    "postgresql://lan:m@t/kh@may-chu",
    "postgresql://lan:m@t#kh@may-chu/ocop",
    "postgresql://lan:m@tkh@may-chu:cong/ocop",
    "postgresql://lan@may-chu?password=m@tkh",
)


@pytest.mark.parametrize("text", BROKEN)
def test_an_address_that_cannot_be_read_is_told_without_its_password(text):
    with pytest.raises(Trouble) as told:
        start.at(text)
    assert told.value.code == "address_broken"
    assert "may-chu" in str(told.value)
    assert "m@t" not in str(told.value)


@pytest.mark.parametrize("text", ["postgresql://may-chu", "postgresql://may-chu/a/b"])
def test_an_address_without_a_database_is_refused(text):
    with pytest.raises(ValueError, match="postgresql"):
        where(text)


def test_a_file_is_no_address(tmp_path):
    assert not is_address(str(tmp_path / "postgresql.ocop"))
    assert where("du-lieu/a.ocop").name == "a.ocop"


def test_a_question_is_written_as_the_server_reads_it():
    asked = question("đak 51234")
    assert asked is not None
    assert server_query('("dak"* AND "x") OR ("ha"*)') == "('dak':* & 'x') | ('ha':*)"
    assert all("'" in server_query(tier) for tier in asked.tiers)
    assert server_words("abc 100°c") == "abc 100 c"


def test_a_record_is_saved_found_changed_and_there_at_the_next_opening(office, database):
    id = put(office, "HTX Cà phê Đắk Mar", phone="0905123456")
    for typed in ("dak mar", "Đắk", "ca phe", "3456", "0905 123"):
        assert [one.id for one in lists.find_anywhere(office, typed)] == [id], typed
    assert not lists.find_anywhere(office, "khong co")
    entries.save(office, "subject", id, {"name": "HTX Sâm Ngọc Linh"})
    assert not lists.find_anywhere(office, "ca phe")
    with start.open_data(database, write=False) as again:
        assert entries.get(again, "subject", id).get("name") == "HTX Sâm Ngọc Linh"
        assert again.installation == office.installation
        assert str(again.where) == str(database)


def test_the_tables_on_a_server_are_those_of_the_models(office):
    assert differences(office) == []


def test_evidence_without_a_folder_is_refused_and_nothing_else_is(database, tmp_path):
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF-1.4")
    with start.new(database, "615") as data:
        id = put(data, "HTX Một")
        with pytest.raises(Trouble) as told:
            files.attach(data, "subject", id, scan, paper="other")
        assert told.value.code == "server_no_folder"
        entries.save(data, "evidence", None, {"subject": id, "file": f"{'a' * 64}/xa.pdf"})
        assert {one.code for one in health.check(data)} == {"lost_file"}


def test_two_who_send_from_one_database_never_give_one_number(office, database, tmp_path):
    with start.open_data(database) as other:
        numbers = [
            swap.export(data, tmp_path / f"{n}.xlsx").number
            for n, data in enumerate((office, other, office, other))
        ]
    assert numbers == [1, 2, 3, 4]


def test_a_database_brought_up_by_a_newer_program_is_told_of(office, server, database):
    server.sql("UPDATE alembic_version SET version_num = '9999'", database.database)
    with pytest.raises(Trouble) as told:
        office.news()
    assert told.value.code == "newer_file"
    with pytest.raises(Trouble) as told:
        start.open_data(database)
    assert told.value.code == "newer_file"


def test_an_empty_database_is_not_ours_and_a_full_one_is_not_begun_anew(server, office, database):
    empty = server.database()
    with pytest.raises(Trouble) as told:
        start.open_data(empty)
    assert told.value.code == "server_not_ours"
    with pytest.raises(Trouble) as told:
        start.new(database, "615")
    assert told.value.code == "server_not_empty"
    server.drop(empty)


def test_a_database_that_sorts_otherwise_is_refused_with_the_way_out(server):
    if server.sql("CREATE COLLATION x (provider = icu, locale = 'vi')", "postgres", check=False):
        pytest.skip("this server knows no other order than C")
    server.sql("DROP COLLATION x", "postgres")
    icu = server.database("TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'vi' LOCALE 'C'")
    with pytest.raises(Trouble) as told:
        start.new(icu, "615")
    assert told.value.code == "server_collation"
    server.drop(icu)


def test_what_is_wrong_with_the_server_is_said(server, database):
    wrong = {
        "server_no_database": server.address("khong_co"),
        "server_password": server.address(database.database, user="khong_ai"),
        "server_unreachable": Address("x", "y", options=(("host", str(server.folder / "z")),)),
    }
    for code, address in wrong.items():
        with pytest.raises(Trouble) as told:
            start.open_data(address)
        assert told.value.code == code
        assert address.database in str(told.value)
