"""The house holds: who may import whom, how large things may be, what may not be written down.

The layers are drawn in CONTRIBUTING.md; `PARTS` is the same drawing for the machine.
"""

import ast
import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from ocop_desktop import messages

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "ocop_desktop"
MODULES = sorted(PACKAGE.rglob("*.py"))
WRITTEN = [path for path in MODULES if "versions" not in path.parts]  # by a person, not by Alembic
SOURCES = [*WRITTEN, *sorted((ROOT / "tests").rglob("*.py")), ROOT / "dev.py"]

# "" is the package itself: its version
ANYONE = {"", "address", "paths", "memory", "messages", "vietnamese"}
LEAVES = {"schema", "regulations", "places"}
PARTS = {
    "address": set[str](),
    "paths": set[str](),
    "memory": set[str](),
    "messages": set[str](),
    "vietnamese": set[str](),
    "schema": set[str](),
    "regulations": {"schema"},
    "places": {"schema"},
    "records": LEAVES,
    "exchange": LEAVES,
    "documents": LEAVES,
    "reports": {"records", *LEAVES},
    "samples": LEAVES,  # made-up records, as plain values
    "store": {"records", *LEAVES},
    "actions": {"store", "records", "exchange", "documents", "reports", "samples", *LEAVES},
    "gui": {"actions", "schema"},
    "cli": {"actions", "schema", "app"},
    "__main__": {"cli"},
}
OWN = {path.stem for path in PACKAGE.iterdir()}
WINDOW = {"gui", "app"}  # the rest is the core
# who may use a library; nobody else may
LIBRARIES = {
    "PySide6": WINDOW,
    "shiboken6": WINDOW,
    "sqlalchemy": {"records", "store", "reports", "actions", "app"},
    "alembic": {"store"},
    "psycopg": {"store"},
    "openpyxl": {"exchange", "reports"},
    "python_calamine": {"exchange"},
    "reportlab": {"documents", "reports"},
    "docx": {"documents"},
    "pi_heif": {"documents"},
}
THREADS = {"Thread", "QThread", "QThreadPool", "ThreadPoolExecutor", "QtConcurrent"}
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|farm|tmp|root|home|opt)/\w")

FILE_LINES, FUNCTION_LINES, USUAL_LINES = 400, 60, 25


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part_of(path: Path) -> str:
    """`ocop_desktop/store/search.py` -> `store`; `ocop_desktop/__init__.py` -> ``."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


@dataclass(frozen=True)
class Read:
    """What is asked of a file. Its tree is not kept: those of all files are a million objects."""

    lines: int
    says: str | None
    imports: tuple[str, ...]  # at its head or within a function, with full names
    functions: tuple[tuple[str, int], ...]  # each with its length in lines
    names: frozenset[str]  # of variables and attributes
    troubles: tuple[tuple[str, str, frozenset[str]], ...]  # the place, the code, the facts given


@cache
def read(path: Path) -> Read:
    """Parse a file, once for all tests."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    nodes = list(ast.walk(tree))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    names |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return Read(
        len(text.splitlines()),
        ast.get_docstring(tree),
        tuple(imported(path, nodes)),
        tuple(functions(path, nodes)),
        frozenset(names),
        tuple(raised(path, nodes)),
    )


def imported(path: Path, nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: a relative import"
            module = node.module or ""
            own = module == "ocop_desktop"
            yield from ([f"{module}.{alias.name}" for alias in node.names] if own else [module])


def functions(path: Path, nodes: list[ast.AST]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield f"{name_of(path)}:{node.lineno} {node.name}", length


def raised(path: Path, nodes: list[ast.AST]) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Where a `Trouble` is made with a plain code."""
    for node in nodes:
        if not isinstance(node, ast.Call) or not ast.unparse(node.func).endswith("Trouble"):
            continue
        if node.args and isinstance(node.args[0], ast.Constant):
            facts = frozenset(word.arg or "**" for word in node.keywords)
            yield f"{name_of(path)}:{node.lineno}", str(node.args[0].value), facts


def test_the_package_is_found() -> None:
    assert MODULES


def test_imports_point_one_way() -> None:
    wrong = {}
    for path in MODULES:
        part = part_of(path)
        names = [name.split(".") for name in read(path).imports]
        used = {
            name[1] if name[1] in OWN else ""
            for name in names
            if name[0] == "ocop_desktop" and len(name) > 1
        }
        if part != "app" and (found := used - ANYONE - {part} - PARTS.get(part, set())):
            wrong[name_of(path)] = found
    assert not wrong, "these may not be imported there"


def test_a_library_stays_in_its_rooms() -> None:
    wrong = {}
    for path in MODULES:
        used = {name.split(".")[0] for name in read(path).imports} & LIBRARIES.keys()
        if found := {name for name in used if part_of(path) not in LIBRARIES[name]}:
            wrong[name_of(path)] = found
    assert not wrong, "these may not be used there"


def test_every_part_has_its_place_in_the_drawing() -> None:
    parts = {part_of(path) for path in MODULES}
    assert parts <= {"", "app", *PARTS}


def test_a_module_is_of_the_standard_library_of_ours_or_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[=\[]", wanted)[0].lower() for wanted in project["dependencies"]}
    called = {"pil": "pillow", "stdnum": "python-stdnum", "msoffcrypto": "msoffcrypto-tool"}
    called |= {"docx": "python-docx"}
    called |= {"docx": "python-docx"}
    called |= {"pyside6": "pyside6-essentials", "shiboken6": "pyside6-essentials"}
    own = {"ocop_desktop", *sys.stdlib_module_names}
    used = {name.split(".")[0] for path in MODULES for name in read(path).imports} - own
    known = {called.get(name.lower(), name.lower().replace("_", "-")) for name in used}
    assert known <= declared


def test_the_core_runs_where_there_is_no_qt() -> None:
    core = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
        if part_of(path) not in WINDOW and "migrations" not in path.parts
    ]
    code = (
        "import importlib, sys; sys.modules['PySide6'] = sys.modules['shiboken6'] = None\n"
        f"for name in {core!r}: importlib.import_module(name)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


HEAVY = "reportlab openpyxl numpy pikepdf pypdfium2 PIL alembic pandas phonenumbers".split()


@pytest.mark.parametrize("start", ["cli", "gui.window", "gui.today_page"])
def test_the_window_starts_without_the_heavy_libraries(start: str) -> None:
    """Paper and workbooks are loaded at first use: the start is what an officer waits for."""
    code = f"import sys, ocop_desktop.{start}; print([m for m in {HEAVY} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, "[]"), run.stderr


def test_only_the_one_road_and_the_keeper_of_drafts_start_a_thread() -> None:
    threads = {name_of(path) for path in MODULES if read(path).names & THREADS}
    assert threads <= {"ocop_desktop/gui/task.py", "ocop_desktop/gui/keeper.py"}


def test_the_keeper_of_drafts_knows_nothing_else_it_could_write() -> None:
    tree = ast.parse((PACKAGE / "gui" / "keeper.py").read_text(encoding="utf-8"))
    asked = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("ocop_desktop.actions")
        for alias in node.names
    }
    assert asked == {
        "ocop_desktop.actions.drafts_aside",
        "ocop_desktop.actions.kept_drafts",
        "ocop_desktop.actions.kept_drafts.Snapshot",
        "ocop_desktop.actions.start.DataFile",
    }


def test_a_file_and_its_functions_are_of_a_readable_size() -> None:
    large = {name_of(p): read(p).lines for p in SOURCES if read(p).lines > FILE_LINES}
    assert not large, "split it: a file is about one idea"
    lengths = dict(one for path in SOURCES for one in read(path).functions)
    assert not {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES}


def test_nine_in_ten_functions_are_short() -> None:
    lengths = [length for path in MODULES for _, length in read(path).functions]
    short = sum(length < USUAL_LINES for length in lengths)
    assert short >= 0.9 * len(lengths)


def test_a_module_says_first_what_it_is() -> None:
    silent = [path for path in SOURCES if path.stat().st_size and not read(path).says]
    assert not [name_of(path) for path in silent]


def texts() -> list[Path]:
    """Every text of the project, whoever made it."""
    kinds = {".py", ".toml", ".md", ".spec", ".json", ".qss", ".in", ".lock", ".mako"}
    tops = ("ocop_desktop", "forms", "resources", "tests", "docs", ".ci")
    below = [p for top in tops for p in (ROOT / top).rglob("*") if p.suffix in kinds]
    return [*below, *(p for p in ROOT.glob("*") if p.suffix in kinds)]


def test_no_text_names_a_place_of_one_machine() -> None:
    wrong = [name_of(p) for p in texts() if MACHINE_PATH.search(p.read_text(encoding="utf-8"))]
    assert not wrong


def test_every_trouble_has_its_sentence_and_the_facts_it_names() -> None:
    for place, code, facts in (one for path in MODULES for one in read(path).troubles):
        assert code in messages.WORDS, f"{place}: no sentence for {code!r}"
        named = {name for _, name, _, _ in string.Formatter().parse(messages.WORDS[code]) if name}
        assert named <= facts or "**" in facts, f"{place}: {code!r} needs {sorted(named - facts)}"


@pytest.mark.parametrize("code", sorted(messages.WORDS))
def test_a_message_is_a_whole_sentence(code: str) -> None:
    text = messages.WORDS[code]
    assert re.fullmatch(r"[a-z][a-z0-9_]*", code)
    assert text == text.strip()
    assert text.endswith((".", "?", "!", "}")), "the last fact may be a sentence itself"
    assert text[0] in "{“" or text[0].isupper()
