"""The tables of a report, each from the facts of its span."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from ocop_desktop.places import Places
from ocop_desktop.places.places import is_former
from ocop_desktop.reports.definitions import COOPERATIVES, SubjectRow
from ocop_desktop.reports.facts import Facts
from ocop_desktop.reports.headline import distinct, headline, ocop_products, star_class
from ocop_desktop.reports.table import Cell, Column, Table
from ocop_desktop.reports.words import (
    AREA_FIGURES,
    FIGURE_LABELS,
    FLOWS,
    KIND_FIGURES,
    STAR_LABELS,
    TO_DATE,
    TO_DATE_LABEL,
    UNKNOWN,
)
from ocop_desktop.schema import Forms
from ocop_desktop.vietnamese import sort_key

Labels = Mapping[str, str]
Row = dict[str, Cell]
AreaOf = Callable[[Places, str | None, str | None], str | None]


def tables(facts: Facts, to_date: Facts | None, places: Places, forms: Forms) -> list[Table]:
    """Every table; those of what happened show the period and, beside it, all to date."""
    return [
        _by_stars(facts),
        _by_kind(facts, to_date, _labels(forms, "subject", "kind")),
        _flow(_training, facts, to_date, _labels(forms, "course", "form")),
        _flow(_support, facts, to_date, _labels(forms, "support", "kind")),
        _flow(_money, facts, to_date, _labels(forms, "support.source", "source")),
        _sales(facts, _labels(forms, "outlet", "kind")),
        _by_area("by_former_district", "Theo huyện cũ", facts, to_date, places, district_of),
        _by_area("by_commune", "Theo xã", facts, to_date, places, commune_of),
    ]


def _labels(forms: Forms, kind: str, field: str) -> Labels:
    """The labels of a choice's codes, in the order of its list."""
    labels: Labels = getattr(forms[kind].field(field).type, "labels", {})
    return labels


def _table(name: str, title: str, head: str, labels: Labels, rows: Iterable[Row]) -> Table:
    columns = (Column("label", head), *(Column(*pair) for pair in labels.items()))
    return Table(name, title, columns, tuple(rows))


def _named(rows: Mapping[str | None, Row], labels: Labels) -> list[Row]:
    """Rows by code with their labels, in the order of the labels; an unknown code comes last."""
    order = [*labels, *sorted(code for code in rows if code and code not in labels), None]
    return [
        {"code": code, "label": labels.get(code or "", code or UNKNOWN), **rows[code]}
        for code in order
        if code in rows
    ]


# ---- how things stand


def _by_stars(facts: Facts) -> Table:
    counts = Counter(star_class(rank) for rank in facts.ranks)
    counts["district"] = len(facts.district_ranks)
    known = "recognition" in facts.known
    rows: dict[str | None, Row] = {
        star: {"products": counts[star] if known else None} for star in STAR_LABELS
    }
    labels = {"products": "Sản phẩm"}
    title = "Sản phẩm còn hiệu lực theo hạng sao"
    return _table("products_by_stars", title, "Hạng", labels, _named(rows, STAR_LABELS))


def _sales(facts: Facts, names: Labels) -> Table:
    ocop = ocop_products(facts)
    rows: dict[str | None, Row] = {}
    kinds = {sale.kind for sale in facts.sales} | {outlet.kind for outlet in facts.outlets}
    for kind in kinds:
        sales = [sale for sale in facts.sales if sale.kind == kind]
        sold = {sale.product for sale in sales}
        rows[kind] = {
            "outlets": sum(outlet.kind == kind for outlet in facts.outlets),
            "ocop_products": len(sold & ocop),
            "other_products": len(sold - ocop),
            "subjects": distinct(sale.subject for sale in sales),
        }
    labels = {
        "outlets": "Số điểm, kênh",
        "ocop_products": "Sản phẩm OCOP",
        "other_products": "Sản phẩm khác",
        "subjects": "Chủ thể",
    }
    title = "Sản phẩm, chủ thể theo kênh bán"
    return _table("sales_by_channel", title, "Kênh bán", labels, _named(rows, names))


# ---- what happened


def _training(facts: Facts) -> tuple[Table, dict[str | None, Row]]:
    form_of = {course.id: course.form for course in facts.courses}
    turns = Counter(form_of[turn.course] for turn in facts.turns)
    trained = defaultdict(set)
    for turn in facts.turns:
        trained[form_of[turn.course]].add(turn.subject)
    rows: dict[str | None, Row] = {}
    for form in set(form_of.values()):
        courses = [course for course in facts.courses if course.form == form]
        typed = sum(course.turns or 0 for course in courses)
        rows[form] = {
            "courses": sum(not course.above for course in courses),
            "turns": turns[form] + typed,
            "subjects": len(trained[form]),
        }
    labels = {"courses": "Lớp", "turns": "Lượt chủ thể", "subjects": "Chủ thể"}
    return _table("training_by_form", "Tập huấn", "Hình thức", labels, ()), rows


def _support(facts: Facts) -> tuple[Table, dict[str | None, Row]]:
    rows: dict[str | None, Row] = {}
    for kind in {grant.kind for grant in facts.grants}:
        grants = [grant for grant in facts.grants if grant.kind == kind]
        helped = {grant.subject for grant in grants if grant.subject}
        known = [facts.subjects[key].kind for key in helped if key in facts.subjects]
        rows[kind] = {
            "grants": len(grants),
            "subjects": len(helped),
            "cooperatives": sum(one in COOPERATIVES for one in known),
        }
    labels = {"grants": "Lần hỗ trợ", "subjects": "Chủ thể", "cooperatives": "Hợp tác xã"}
    title = "Hỗ trợ đã bàn giao"
    return _table("support_by_kind", title, "Nội dung hỗ trợ", labels, ()), rows


def _money(facts: Facts) -> tuple[Table, dict[str | None, Row]]:
    rows: dict[str | None, Row] = {}
    for source in {row.source for row in facts.money}:
        mine = [row for row in facts.money if row.source == source]
        rows[source] = {
            "approved": _sum(row.approved for row in mine),
            "disbursed": _sum(row.disbursed for row in mine),
        }
    labels = {"approved": "Phê duyệt, dự toán", "disbursed": "Đã giải ngân"}
    title = "Kinh phí theo nguồn (đồng)"
    return _table("money_by_source", title, "Nguồn", labels, ()), rows


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _flow(
    made: Callable[[Facts], tuple[Table, dict[str | None, Row]]],
    facts: Facts,
    to_date: Facts | None,
    names: Labels,
) -> Table:
    """A table of what happened, with all to date beside the period where one was asked for."""
    table, rows = made(facts)
    labels = {column.name: column.label for column in table.columns[1:]}
    if to_date is not None:
        _, all_rows = made(to_date)
        blank: Row = dict.fromkeys(labels, 0)
        rows = {
            code: rows.get(code, blank) | {name + TO_DATE: row[name] for name in labels}
            for code, row in all_rows.items()
        }
        labels = _with_to_date(labels)
    return _table(table.name, table.title, table.columns[0].label, labels, _named(rows, names))


def _with_to_date(labels: Labels) -> dict[str, str]:
    doubled = {}
    for name, label in labels.items():
        doubled[name] = label
        doubled[name + TO_DATE] = TO_DATE_LABEL.format(label)
    return doubled


# ---- by kind and by place

Parts = Mapping[str | None, Facts]


def _by_kind(facts: Facts, to_date: Facts | None, names: Labels) -> Table:
    def kinds(whole: Facts) -> Parts:
        return whole.split(lambda subject: subject.kind if subject else None, lambda _: None)

    rows, labels = _figures(kinds(facts), kinds(to_date) if to_date else None, KIND_FIGURES)
    title = "Chủ thể theo loại hình"
    return _table("subjects_by_kind", title, "Loại hình", labels, _named(rows, names))


def _by_area(
    name: str, title: str, facts: Facts, to_date: Facts | None, places: Places, area: AreaOf
) -> Table:
    def of(subject: SubjectRow | None) -> str | None:
        return area(places, subject.commune, subject.former_district) if subject else None

    def areas(whole: Facts) -> Parts:
        return whole.split(of, lambda commune: area(places, commune, None))

    rows, labels = _figures(areas(facts), areas(to_date) if to_date else None, AREA_FIGURES)
    titles = {key: places.unit_title(key) or key for key in rows if key}
    names = dict(sorted(titles.items(), key=lambda pair: (sort_key(pair[1]), pair[0])))
    return _table(name, title, "Đơn vị", labels, _named(rows, names))


def district_of(places: Places, commune: str | None, kept: str | None) -> str | None:
    """The former district: as kept with the subject, else where the commune lies."""
    return kept or (places.district_of(commune) if commune else None)


def commune_of(places: Places, commune: str | None, kept: str | None) -> str | None:
    """The commune of today; a former one counts where it went."""
    if commune is None or not is_former(commune):
        return commune
    return next(iter(places.successors(commune)), commune)


def _figures(
    parts: Parts, wider: Parts | None, names: tuple[str, ...]
) -> tuple[dict[str | None, Row], Labels]:
    """A row of figures for each part, with all to date beside what happened in the period."""
    rows = {key: _figures_of(part, names) for key, part in parts.items()}
    labels = {name: FIGURE_LABELS[name] for name in names}
    if wider is None:
        return rows, labels
    flows = tuple(name for name in names if name in FLOWS)
    for key, part in wider.items():
        later = _figures_of(part, flows)
        rows.setdefault(key, dict.fromkeys(names, 0))
        rows[key] |= {name + TO_DATE: later[name] for name in flows}
    doubled = _with_to_date({name: labels[name] for name in flows})
    return rows, {name: label for name, label in labels.items() if name not in flows} | doubled


def _figures_of(part: Facts, names: Iterable[str]) -> Row:
    counted = headline(part)
    return {name: counted[name] for name in names}
