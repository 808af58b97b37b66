"""Reads the forms from `forms/*.toml` and refuses anything odd, with file, line and reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from pathlib import Path
from typing import Any

from ocop_desktop.messages import Trouble
from ocop_desktop.schema import conditions
from ocop_desktop.schema.alike import Sign
from ocop_desktop.schema.choice_types import Link, Option, Place
from ocop_desktop.schema.form import Field, Form, Forms, Prefill, Section
from ocop_desktop.schema.joins import SAME_AS
from ocop_desktop.schema.kinds import TYPES
from ocop_desktop.schema.remarks import REASONS_LIST, REMARKS, Notes
from ocop_desktop.schema.types import Type
from ocop_desktop.schema.values import Rejected

NAME = re.compile(r"[a-z][a-z0-9_]*")
KIND = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
BOOKKEEPING = frozenset(
    [
        "id",
        "revision",
        "stamps",
        "created_at",
        "created_by",
        "changed_at",
        "changed_by",
        "origin",
        "removed",
        "answers",
        "form_version",
        "parent_id",
        "position",
    ]
)
_FORM_KEYS = {"kind", "label", "plural", "version", "title", "columns", "search", "section"}
_FORM_KEYS |= {"table", "alike", "joins"}
_TABLE_KEYS = {"name", "kind", "label", "title", "columns", "search", "fields", "table", "alike"}
_TABLE_KEYS |= {"prefill"}
_SECTION_KEYS = {"name", "label", "fields", "tables"}
_FIELD_KEYS = {"name", "label", "type", "hint", "required", "shown", "stored", "default"}
_FIELD_KEYS |= {"carried", "sensitive", "wide", "computed", "former_labels", "list", "choices"}
_FIELD_KEYS |= {"headings", "unique"}
_PLAIN = ("hint", "carried", "sensitive", "computed", "unique")
_SIGN_LISTS = ("numbers", "same", "unless")
_SIGN_TEXTS = ("code", "label", "name", "year", "rule")
_OPTION_KEYS = {"code", "label", "former_labels", "retired"}
_SEARCHED = ("text", "phone", "tax_code", "citizen_id", "barcode", "email")


class Odd(Exception):
    """A fault in a form; `word` is what to look for in the file to find its line."""

    def __init__(self, reason: str, word: str = "") -> None:
        super().__init__(reason)
        self.reason, self.word = reason, word


def load_forms(folder: Path) -> Forms:
    """All forms of a folder; raise Trouble("form_broken") naming file, line and reason."""
    lists = {path.stem: guarded(path, _options) for path in _files(folder / "lists")}
    tops = {path.stem: guarded(path, lambda raw: _form(raw, lists)) for path in _files(folder)}
    forms = Forms(tops)
    for path in _files(folder):
        guarded(path, lambda raw, stem=path.stem: _check_top(forms.top[stem], stem, forms))
    return forms


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def guarded(path: Path, work: Any) -> Any:
    """What `work` makes of a TOML file; anything odd becomes Trouble("form_broken")."""
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        return work(tomllib.loads(text))
    except Odd as odd:
        line = _line(text, odd.word)
        raise Trouble("form_broken", file=path.name, line=line, reason=odd.reason) from odd
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = found[1] if found else "?"
        raise Trouble("form_broken", file=path.name, line=line, reason=str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble("form_broken", file=path.name, line="?", reason=str(error)) from error


def _line(text: str, word: str) -> str:
    """The number of the line that gives the word: as a value, as a key, or anywhere."""
    name = re.escape(word)
    for pattern in (rf'\bname\s*=\s*"{name}"', rf"\b{name}\s*=", rf"\b{name}\b"):
        for number, line in enumerate(text.splitlines() if word else (), 1):
            if re.search(pattern, line):
                return str(number)
    return "?"


def only(raw: Mapping[str, object], allowed: Iterable[str], where: str) -> None:
    """Raise Odd where a key stands there that means nothing."""
    for key in raw:
        if key not in allowed:
            raise Odd(f"unknown key '{key}' in {where}", key)


def text_of(raw: Mapping[str, Any], key: str, where: str) -> str:
    """The text of a key; raise Odd where it is missing or blank."""
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Odd(f"{where} needs '{key}'", where.split()[-1].strip("'"))
    return value


def _options(raw: Mapping[str, Any]) -> tuple[Option, ...]:
    only(raw, {"choice", "source", "note"}, "list")
    return _parse_options(raw.get("choice", []))


def _parse_options(raw: Iterable[Mapping[str, Any]]) -> tuple[Option, ...]:
    options: list[Option] = []
    for one in raw:
        only(one, _OPTION_KEYS, "choice")
        code = text_of(one, "code", "choice")
        if not NAME.fullmatch(code):
            raise Odd(f"code '{code}' is not lower-case ascii", code)
        if any(code == other.code for other in options):
            raise Odd(f"code '{code}' stands twice", code)
        former = tuple(one.get("former_labels", ()))
        label = text_of(one, "label", f"choice '{code}'")
        options.append(Option(code, label, former, str(one.get("retired", ""))))
    if not options:
        raise Odd("the list has no choice")
    return tuple(options)


def _form(raw: Mapping[str, Any], lists: Mapping[str, tuple[Option, ...]]) -> Form:
    only(raw, _FORM_KEYS, "form")
    kind = _kind(raw)
    version = raw.get("version")
    if not isinstance(version, int):
        raise Odd("a form needs a whole-number 'version'", "kind")
    sections = tuple(_section(one, lists) for one in raw.get("section", ()))
    tables = tuple(_table(one, kind, version, lists) for one in raw.get("table", ()))
    sections += (_remarks(sections, tables, lists.get(REASONS_LIST, ())),)
    sections += _joins(kind) if raw.get("joins", False) is True else ()
    label, plural = text_of(raw, "label", "form"), text_of(raw, "plural", "form")
    return _built(raw, sections, tables, version=version, kind=kind, label=label, plural=plural)


def _remarks(
    sections: Iterable[Section], tables: Iterable[Form], reasons: tuple[Option, ...]
) -> Section:
    """What every form ends with: what officers said about its problems (see `remarks.py`)."""
    labels = {field.name: field.label for section in sections for field in section.fields}
    for table in tables:
        labels |= {table.name: table.label} | {
            f"{table.name}.{path}": f"{table.label}, {label}" for path, label in _paths(table)
        }
    made = Field(REMARKS, "Xác nhận và lý do để trống", Notes(reasons, tuple(labels.items())))
    return Section(REMARKS, made.label, (made,))


def _joins(kind: str) -> tuple[Section, ...]:
    """Of a form whose records may be joined: which record each is the same as (see `joins.py`)."""
    made = Field(SAME_AS, "Gộp vào", Link(of=kind))
    return (Section(SAME_AS, made.label, (made,)),)


def _paths(form: Form) -> Iterable[tuple[str, str]]:
    yield from ((field.name, field.label) for field in form.fields)
    for table in form.tables:
        yield from (
            (f"{table.name}.{path}", f"{table.label}, {label}") for path, label in _paths(table)
        )


def _kind(raw: Mapping[str, Any]) -> str:
    kind = text_of(raw, "kind", "form")
    if not KIND.fullmatch(kind):
        raise Odd(f"kind '{kind}' is not lower-case ascii", kind)
    return kind


def _table(
    raw: Mapping[str, Any], parent: str, version: int, lists: Mapping[str, tuple[Option, ...]]
) -> Form:
    only(raw, _TABLE_KEYS, "table")
    kind, name = _kind(raw), text_of(raw, "name", "table")
    label = text_of(raw, "label", f"table '{name}'")
    fields = tuple(_field(one, lists) for one in raw.get("fields", ()))
    section = Section("row", label, fields, tuple(t["name"] for t in raw.get("table", ())))
    tables = tuple(_table(one, kind, version, lists) for one in raw.get("table", ()))
    named = {"kind": kind, "label": label, "plural": label, "parent": parent, "name": name}
    made = _built(raw, (section,), tables, version=version, **named)
    return replace(made, prefill=_prefill(raw["prefill"])) if "prefill" in raw else made


def _prefill(raw: Mapping[str, Any]) -> Prefill:
    only(raw, {"by", "field", "rows"}, "prefill")
    by, field = text_of(raw, "by", "prefill"), text_of(raw, "field", "prefill")
    return Prefill(by, field, tuple((c, tuple(rows)) for c, rows in raw.get("rows", {}).items()))


def _built(
    raw: Mapping[str, Any], sections: tuple[Section, ...], tables: tuple[Form, ...], **named: Any
) -> Form:
    fields = [field for section in sections for field in section.fields]
    if not fields:
        raise Odd(f"form '{named['kind']}' has no field", named["kind"])
    columns = tuple(raw.get("columns") or [field.name for field in fields[:5]])
    title = raw.get("title") or "{" + fields[0].name + "}"
    in_title = set(re.findall(r"\{(\w+)\}", title))
    found = [f.name for f in fields if f.name in in_title or f.type.kind in _SEARCHED]
    search = tuple(raw.get("search") or found)
    alike = tuple(_sign(one) for one in raw.get("alike", ()))
    return Form(
        title=title,
        columns=columns,
        search=search,
        sections=sections,
        tables=tables,
        alike=alike,
        **named,
    )


def _sign(raw: Mapping[str, Any]) -> Sign:
    only(raw, {*_SIGN_TEXTS, *_SIGN_LISTS}, "alike")
    code, label = text_of(raw, "code", "alike"), text_of(raw, "label", "alike")
    lists = {key: tuple(raw.get(key, ())) for key in _SIGN_LISTS}
    name, year, rule = (str(raw.get(key, "")) for key in ("name", "year", "rule"))
    return Sign(code, label, name, year=year, rule=rule, **lists)


def _section(raw: Mapping[str, Any], lists: Mapping[str, tuple[Option, ...]]) -> Section:
    only(raw, _SECTION_KEYS, "section")
    name = text_of(raw, "name", "section")
    fields = tuple(_field(one, lists) for one in raw.get("fields", ()))
    return Section(
        name, text_of(raw, "label", f"section '{name}'"), fields, tuple(raw.get("tables", ()))
    )


def _field(raw: Mapping[str, Any], lists: Mapping[str, tuple[Option, ...]]) -> Field:
    name = text_of(raw, "name", "field")
    if not NAME.fullmatch(name) or name in BOOKKEEPING:
        raise Odd(f"field name '{name}' is not allowed", name)
    cls = TYPES.get(text_of(raw, "type", f"field '{name}'"))
    if cls is None:
        raise Odd(f"field '{name}' has unknown type '{raw['type']}'", name)
    options = {f.name for f in dataclass_fields(cls)} - {"options"}
    only(raw, _FIELD_KEYS | options, f"field '{name}'")
    made = _type(name, cls, raw, options, lists)
    try:
        required = conditions.parse(raw.get("required", False))
        shown = conditions.parse(raw.get("shown", True))
        default = made.accept(raw.get("default"))
    except (ValueError, Rejected) as odd:
        raise Odd(f"field '{name}': {odd}", name) from odd
    stored = raw.get("stored", "answers")
    if stored not in ("answers", "column"):
        raise Odd(f"field '{name}': stored is 'column' or 'answers'", name)
    plain = {key: raw[key] for key in _PLAIN if key in raw}
    return Field(
        name=name,
        label=text_of(raw, "label", f"field '{name}'"),
        type=made,
        required=required,
        shown=shown,
        stored=stored,
        default=default,
        wide=bool(raw.get("wide", cls.kind == "long_text")),
        former_labels=tuple(raw.get("former_labels", ())),
        headings=tuple(raw.get("headings", ())),
        **plain,
    )


def _type(
    name: str,
    cls: type[Type],
    raw: Mapping[str, Any],
    options: set[str],
    lists: Mapping[str, tuple[Option, ...]],
) -> Type:
    given = {key: raw[key] for key in options if key in raw}
    if cls.kind in ("choice", "many"):
        if "choices" in raw:
            given["options"] = _parse_options(raw["choices"])
        elif raw.get("list") in lists:
            given["options"] = lists[raw["list"]]
        else:
            raise Odd(f"field '{name}' needs 'choices' or a known 'list'", name)
    if cls.kind in ("link", "links") and not given.get("of"):
        raise Odd(f"field '{name}' needs 'of'", name)
    return cls(**given)


def _check_top(form: Form, stem: str, forms: Forms) -> None:
    if form.kind != stem:
        raise Odd(f"the file is called {stem} but its kind is {form.kind}", form.kind)
    for one in form.within():
        _check(one, forms)


def _check(form: Form, forms: Forms) -> None:
    _unique((field.name for field in form.fields), "field", form)
    _unique((field.label for field in form.fields), "label", form)
    _unique((table.name for table in form.tables), "table", form)
    _unique((sign.code for sign in form.alike), "alike", form)
    names = set(form.by_name)
    for word in (*form.columns, *form.search, *re.findall(r"\{(\w+)\}", form.title)):
        if word not in names:
            raise Odd(f"'{word}' is named in columns, search or title but is no field", word)
    for sign in form.alike:
        _check_sign(sign, names)
    for field in form.fields:
        _check_field(field, names, form, forms)
    for table in form.tables:
        if table.prefill:
            _check_prefill(table.prefill, form, table)
    for section in form.sections:
        for name in section.tables:
            if name not in {table.name for table in form.tables}:
                raise Odd(f"section '{section.name}' names the unknown table '{name}'", name)


def _check_prefill(prefill: Prefill, form: Form, table: Form) -> None:
    """The choice and the field are there, and every code is one of theirs."""
    for name, owner in ((prefill.by, form), (prefill.field, table)):
        if name not in owner.by_name:
            raise Odd(f"prefill names the unknown field '{name}'", name)
    chosen = getattr(form.field(prefill.by).type, "labels", {})
    filled = getattr(table.field(prefill.field).type, "labels", {})
    for code, rows in prefill.rows:
        for word, known in ((code, chosen), *((row, filled) for row in rows)):
            if word not in known:
                raise Odd(f"prefill names the unknown choice '{word}'", word)


def _check_sign(sign: Sign, names: set[str]) -> None:
    for word in (*sign.fields, *sign.unless):
        if word not in names:
            raise Odd(f"alike '{sign.code}' names the unknown field '{word}'", word)
    if not sign.fields:
        raise Odd(f"alike '{sign.code}' names no field", sign.code)


def _check_field(field: Field, names: set[str], form: Form, forms: Forms) -> None:
    for word in (*field.required.names(), *field.shown.names()):
        if word not in names:
            raise Odd(f"field '{field.name}' has a condition on unknown '{word}'", field.name)
    target = getattr(field.type, "of", None)
    if target is not None and target not in forms:
        raise Odd(f"field '{field.name}' links to the unknown form '{target}'", field.name)
    if isinstance(field.type, Place):
        _check_place(field, field.type, form, forms)


def _check_place(field: Field, place: Place, form: Form, forms: Forms) -> None:
    if place.level not in ("commune", "district", "province"):
        raise Odd(f"field '{field.name}': level '{place.level}'", field.name)
    outer = forms[form.parent].by_name if form.parent else {}
    day = form.by_name.get(place.on) or outer.get(place.on)
    if place.on and (day is None or day.type.kind != "date"):
        raise Odd(f"field '{field.name}': 'on' names no date", field.name)
    upper = form.by_name.get(place.within)
    if place.within and (upper is None or not isinstance(upper.type, Place)):
        raise Odd(f"field '{field.name}': 'within' names no place", field.name)


def _unique(words: Iterable[str], what: str, form: Form) -> None:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            raise Odd(f"{what} '{word}' stands twice in {form.kind}", word)
        seen.add(word)
