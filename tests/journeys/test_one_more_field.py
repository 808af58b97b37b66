"""One more field is one line in one file: screen, data, list, workbook and paper have it."""

import shutil

import openpyxl
import pypdfium2
import pytest

from ocop_desktop import paths
from ocop_desktop.actions import entries, lists, papers, start, swap
from ocop_desktop.gui.preferences import Preferences
from ocop_desktop.gui.window import MainWindow

LINE = '  { name = "honey_colour", label = "Màu mật ong", type = "text" },\n'
AFTER = '  { name = "description",'


@pytest.fixture
def old_file(tmp_path):
    """A data file made before the field was thought of, with one product in it."""
    path = tmp_path / "office.ocop"
    with start.new(path, "615", officer="Y Mẫu") as data:
        id = entries.save(data, "product", None, {"name": "Mật ong (mẫu)"}).id
    return path, id


@pytest.fixture
def longer_form(tmp_path, monkeypatch):
    """The forms with one line more in product.toml."""
    folder = tmp_path / "forms"
    shutil.copytree(paths.forms_dir(), folder)
    lines = (folder / "product.toml").read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.startswith(AFTER))
    lines.insert(place, LINE)
    (folder / "product.toml").write_text("".join(lines), encoding="utf-8")
    monkeypatch.setenv("OCOP_FORMS", str(folder))


def test_one_line_is_enough(old_file, longer_form, tmp_path, qtbot):
    path, id = old_file
    with start.open_data(path) as data:
        window = MainWindow(data, Preferences.load())
        qtbot.addWidget(window)
        window.show()
        window.open_record("product", id)
        field = window.findChild(object, "product.honey_colour")
        assert field is not None, "the screen asks for it"
        qtbot.keyClicks(field, "vang sam")
        assert window.view.page.save()

        assert entries.get(data, "product", id).get("honey_colour") == "vang sam"
        found = lists.entries(data, "product", where={"honey_colour": "vang sam"})
        assert [entry.id for entry in found] == [id]

        book = tmp_path / "send.xlsx"
        swap.export(data, book)
        sheet = openpyxl.load_workbook(book)[data.forms["product"].plural]
        names = [cell.value for cell in sheet[1]]
        column = names.index("honey_colour") + 1
        assert sheet.cell(2, column).value == "Màu mật ong"
        assert sheet.cell(3, column).value == "vang sam"

        blank = papers.print_document(data, "blank", "product", tmp_path / "blank.pdf")
        assert "Màu mật ong" in words(blank), "blank paper asks for it"
        law = papers.print_document(data, "mau-01", id, tmp_path / "mau-01.pdf")
        assert "Màu mật ong" not in words(law), "a statutory form stays as the law has it"
        window.close()


def words(path):
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def test_the_province_takes_it_from_the_file(old_file, longer_form, tmp_path):
    """A province with the same longer form gets the answer; one without it carries it along."""
    path, id = old_file
    book = tmp_path / "send.xlsx"
    with start.open_data(path) as data:
        entries.save(data, "product", id, {"honey_colour": "nâu"})
        swap.export(data, book)
    with start.new(tmp_path / "longer.ocop", "51", role="province") as province:
        merged = swap.merge(province, [book])
        assert not merged.files[0].refused, merged.as_json()
        assert entries.get(province, "product", id).get("honey_colour") == "nâu"


MORE = {
    "tried_on": ('type = "date"', "3/2026", "2026-03"),
    "moisture": ('type = "decimal", unit = "%", max = 100', "18,5", "18.5"),
    "hives": ('type = "whole"', "1.200", 1200),
    "pure": ('type = "yes_no"', "có", True),
    "flower": (
        'type = "choice", choices = [{ code = "coffee", label = "Hoa cà phê" }]',
        "Hoa cà phê",
        "coffee",
    ),
    "tastes": (
        'type = "many", choices = [{ code = "a", label = "Ngọt" }, { code = "b", label = "Đậm" }]',
        ["a", "b"],
        ["a", "b"],
    ),
    "keeper": ('type = "link", of = "subject"', None, None),
}


@pytest.mark.parametrize("name", MORE)
def test_an_older_province_carries_it_along(old_file, longer_form, tmp_path, monkeypatch, name):
    """The province does not know the field, keeps its value, and sends it on unchanged."""
    path, id = old_file
    form = tmp_path / "forms" / "product.toml"
    line = f'  {{ name = "{name}", label = "Câu hỏi mới", {MORE[name][0]} }},\n'
    form.write_text(form.read_text(encoding="utf-8").replace(LINE, line), encoding="utf-8")
    book, back = tmp_path / "send.xlsx", tmp_path / "back.xlsx"
    with start.open_data(path) as data:
        beekeeper = entries.save(data, "subject", None, {"name": "Người nuôi ong (mẫu)"}).id
        _, given, kept = MORE[name]
        saved = entries.save(data, "product", id, {name: given or beekeeper})
        assert saved.rejected == {}
        swap.export(data, book)
    with monkeypatch.context() as older:
        older.delenv("OCOP_FORMS")
        with start.new(tmp_path / "older.ocop", "51", role="province") as province:
            swap.merge(province, [book])
            assert entries.get(province, "product", id).get(name) == (kept or beekeeper)
            swap.export(province, back)
    with start.new(tmp_path / "second.ocop", "615") as second:
        swap.merge(second, [back])
        assert entries.get(second, "product", id).get(name) == (kept or beekeeper)
