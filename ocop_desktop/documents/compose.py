"""A layout filled from a scope: the blocks of a document, ready to be read or drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ocop_desktop.documents import blocks as b
from ocop_desktop.documents.layout import Layout
from ocop_desktop.documents.options import Item
from ocop_desktop.documents.scope import Scope
from ocop_desktop.documents.texts import Text

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
Blocks = Iterable[b.Block]
Spread = list[tuple[Item, Scope]]


def compose(layout: Layout, scope: Scope, author: str = "") -> b.Document:
    """The document a layout makes of a scope; an empty scope gives the blank form."""
    blocks = tuple(fill(layout.blocks, scope))
    return b.Document(layout.title, blocks, author, layout.landscape)


def merged(documents: Sequence[b.Document]) -> b.Document:
    """Documents after each other in one file, each with page numbers of its own."""
    first, *others = documents
    blocks = [*first.blocks]
    for one in others:
        blocks += [b.PageBreak(restart=True), *one.blocks]
    return replace(first, blocks=tuple(blocks))


def fill(items: Iterable[Item], scope: Scope) -> Iterator[b.Block]:
    """The blocks of the items whose condition holds."""
    for item in items:
        if item.when is None or item.when.holds(scope):
            yield from _FILL[item.kind](item, scope)


def _head(item: Item, scope: Scope) -> Blocks:
    yield b.Head(
        COUNTRY,
        MOTTO,
        superior=item.superior.plain(scope),
        agency=item.agency.plain(scope),
        number=item.number.words(scope),
        dated=item.dated.words(scope),
        about=item.about.words(scope),
    )


def _title(item: Item, scope: Scope) -> Blocks:
    told = (text.words(scope) for text in item.about)
    about = tuple(words for words in told if any(isinstance(w, b.Box) or w.text for w in words))
    yield b.Title(item.name.plain(scope), about, item.note.plain(scope), item.rule)


def _text(item: Item, scope: Scope) -> Blocks:
    words = item.text.words(scope)
    blank = any(isinstance(word, b.Run) and word.blank for word in words)
    align: b.Align = "left" if blank and item.align == "justify" else item.align
    yield b.Paragraph(words, align, item.first, item.hang, item.size, item.keep)


def _line(item: Item, scope: Scope) -> Blocks:
    parts = item.parts or (item,)
    yield b.Line(tuple(_part(part, scope) for part in parts), item.more)


def _part(part: Item, scope: Scope) -> b.Part:
    value = scope.text(part.field) if part.field else part.value.plain(scope, blank=False)
    return b.Part(part.label.words(scope), value, part.after.words(scope), float(part.share))


def _writing(item: Item, scope: Scope) -> Blocks:
    text = scope.text(item.field)
    if not text:
        yield b.Dots(item.lines)
    for line in text.split("\n"):
        if line.strip():
            yield b.Paragraph(b.words(line.strip()), first=10.0)


def _table(item: Item, scope: Scope) -> Blocks:
    spread = [(c, here) for c in item.columns for here in _each(c, scope)]
    columns = tuple(b.Column(c.label.plain(here), float(c.width), c.align) for c, here in spread)
    rows = [*_fixed_rows(item, scope), *_scope_rows(item, scope, spread)]
    blank = b.Row(((),) * len(columns))
    if not any(row.kind == "plain" for row in rows):
        rows += [blank] * item.blanks
    if item.total:
        rows.append(b.Row(tuple(text.words(scope) for text in item.total), "total"))
    yield b.Table(columns, tuple(rows), item.size, item.row_height, item.numbered)


def _fixed_rows(item: Item, scope: Scope) -> Iterator[b.Row]:
    for row in item.fixed:
        yield b.Row(tuple(text.words(scope) for text in row))


def _each(column: Item, scope: Scope) -> list[Scope]:
    """The scopes a column is repeated for: its own, or one for each row it goes over."""
    if not column.each:
        return [scope]
    return [Scope({"each": one.tree["row"]}) for one in scope.rows(column.each)]


def _scope_rows(item: Item, scope: Scope, spread: Spread) -> Iterator[b.Row]:
    """Rows of the scope; one of a kind that the layout has cells for takes those."""
    count = 0
    for row in scope.rows(item.rows) if item.rows else ():
        kind = row.text("row.kind")
        if kind in item.cells:
            yield _own_row(item.cells[kind], row)
            continue
        if item.group and kind == "group":
            yield b.Row(tuple(_known(text.words(row)) for text in item.group), "group")
            continue
        count += 1
        here = Scope({**row.tree, "count": str(count)})
        yield b.Row(tuple(_cell(column, each, here) for column, each in spread))


def _own_row(cells: Iterable[Text], row: Scope) -> b.Row:
    """A row with cells of its kind, perhaps centred, perhaps held to the next one."""
    align: b.Align | None = "center" if row.text("row.align") == "center" else None
    words = tuple(_known(text.words(row)) for text in cells)
    return b.Row(words, align=align, keep=bool(row.text("row.keep")))


def _cell(column: Item, each: Scope, row: Scope) -> b.Words:
    """A cell; of a repeated column, what the row holds under the name in `each.key`."""
    if column.each:
        return b.words(row.text(f"row.{each.text('each.key')}"))
    return _known(column.cell.words(row))


def _known(words: b.Words) -> b.Words:
    """Words of a cell without dots for what is not known: the cell itself is the blank."""
    kept = [w for w in words if not (isinstance(w, b.Run) and w.blank)]
    for at, strip in ((-1, str.rstrip), (0, str.lstrip)):  # a line that stays empty is none
        while kept and isinstance(end := kept[at], b.Run):
            text = strip(end.text, "\n")
            kept[at] = replace(end, text=text)
            if text:
                break
            del kept[at]
    return tuple(kept)


def _signatures(item: Item, scope: Scope) -> Blocks:
    yield b.Signatures(tuple(_signer(one, scope) for one in item.columns), float(item.room))


def _signer(item: Item, scope: Scope) -> b.Sign | b.Recipients | None:
    if item.recipients:
        lines = [line for line in scope.text(item.recipients).split("\n") if line.strip()]
        return b.Recipients(item.label, tuple(map(_recipient, lines))) if lines else None
    posts = tuple(p for text in item.posts for p in text.plain(scope).split("\n") if p)
    dated, name = item.dated.words(scope), item.name.plain(scope, blank=False)
    if not (posts or dated or name):
        return None
    return b.Sign(posts, dated, item.note.plain(scope), name)


def _recipient(line: str) -> str:
    """One line of “Nơi nhận” as the rule writes it: "- …;", the last "- Lưu: …."."""
    bare = line.strip().lstrip("-– ").rstrip(";. ")
    return f"- {bare}{'.' if bare.startswith('Lưu') else ';'}"


def _repeat(item: Item, scope: Scope) -> Blocks:
    rows = scope.rows(item.rows) or [scope] * item.least
    for count, row in enumerate(rows, start=1):
        yield from fill(item.blocks, Scope({**row.tree, "count": str(count)}))


def _contents(item: Item, scope: Scope) -> Blocks:
    rows = scope.rows(item.rows)
    yield b.Contents(tuple(b.Listed(*_listed(row), len(row.text("row.level"))) for row in rows))


def _listed(row: Scope) -> tuple[str, str, str]:
    return row.text("row.text"), row.text("row.page"), row.text("row.remark")


def _cover(item: Item, scope: Scope) -> Blocks:
    top, middle, foot = (tuple(fill(part, scope)) for part in (item.top, item.middle, item.foot))
    yield b.Cover(top, middle, foot, border=item.border)


_FILL: dict[str, Callable[[Item, Scope], Blocks]] = {
    "head": _head,
    "title": _title,
    "heading": lambda item, scope: [b.Heading(item.text.words(scope), item.align)],
    "text": _text,
    "line": _line,
    "writing": _writing,
    "dots": lambda item, scope: [b.Dots(item.lines)],
    "table": _table,
    "signatures": _signatures,
    "note": lambda item, scope: [b.Note(item.text.words(scope))],
    "space": lambda item, scope: [b.Space(float(item.height))],
    "big": lambda item, scope: [b.Big(item.text.plain(scope), float(item.size), item.bold)],
    "contents": _contents,
    "qr": lambda item, scope: [
        b.Code(item.text.plain(scope), float(item.size), item.note.plain(scope))
    ],
    "break": lambda item, scope: [b.PageBreak(item.restart)],
    "rule": lambda item, scope: [b.Rule()],
    "together": lambda item, scope: [b.Together(tuple(fill(item.blocks, scope)))],
    "repeat": _repeat,
    "cover": _cover,
}
