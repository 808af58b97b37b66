"""What the programme's words count: one function for each definition, named after it.

A removed record counts nowhere, nor does what hangs on it. Each function returns plain rows, so
that the same rows give the total, the tables by place and the tables by kind.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Numeric,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    true,
)

from ocop_desktop.records.base import Record
from ocop_desktop.records.dossiers import Registration
from ocop_desktop.records.grading import Recognition
from ocop_desktop.records.market import Event, Listing, Outlet
from ocop_desktop.records.products import Product
from ocop_desktop.records.rules import DONE_ON, OFFICIALS
from ocop_desktop.records.subjects import Person, Subject
from ocop_desktop.records.support import Support
from ocop_desktop.records.training import Attendance, Course
from ocop_desktop.regulations.deadlines import VALID_MONTHS
from ocop_desktop.reports.span import Span

DISTRICT = ("district",)
PROVINCE_AND_UP = ("province", "central")
COOPERATIVES = ("hop_tac_xa", "lien_hiep_hop_tac_xa")
COMPANIES = ("doanh_nghiep_nho_va_vua",)
PLATFORMS = ("ecommerce",)
MODERN_CHANNELS = ("ecommerce", "supermarket")
HANDED_OVER = "handed_over"


class SubjectRow(NamedTuple):
    """A subject, where it is and what it is."""

    id: str
    kind: str | None
    status: str | None
    commune: str | None
    former_district: str | None


class Rank(NamedTuple):
    """A rank that a product holds."""

    product: str | None
    subject: str | None
    stars: int | None
    level: str
    potential: bool


class Graded(NamedTuple):
    """A rank given, or asked for, in a span."""

    product: str | None
    subject: str | None
    kind: str | None


class CourseRow(NamedTuple):
    """A course; `turns` is the typed number of one that has totals only."""

    id: str
    form: str | None
    commune: str | None
    above: bool
    turns: int | None


class Turn(NamedTuple):
    """One subject at one course."""

    course: str
    subject: str


class Grant(NamedTuple):
    """A grant that got as far as was asked."""

    id: str
    subject: str | None
    kind: str | None


class Sale(NamedTuple):
    """A product on sale at an outlet."""

    product: str | None
    subject: str | None
    outlet: str | None
    kind: str | None


class Placed(NamedTuple):
    """Something with a place of its own."""

    id: str
    kind: str | None
    commune: str | None


def is_known(db: Connection, model: type[Record]) -> bool:
    """Whether the file holds any record of a kind; where it holds none, nothing is known."""
    return db.execute(select(model.id).where(~model.removed).limit(1)).first() is not None


def subjects(db: Connection) -> list[SubjectRow]:
    """Every subject."""
    columns = Subject.id, Subject.kind, Subject.status, Subject.commune, Subject.former_district
    return [SubjectRow(*row) for row in db.execute(select(*columns).where(~Subject.removed))]


# ---- ranks


def in_force(
    db: Connection,
    day: str,
    levels: Collection[str] = PROVINCE_AND_UP,
    subject: str | None = None,
) -> list[Rank]:
    """Còn hiệu lực: each product once, by its last rank issued by the day, not over nor ended.

    Ranks of the district are counted apart. What the province approved with 90 points and sent to
    the ministry waits as a potential five: the province alone gives four stars at most.
    `subject` asks for the products of one subject.
    """
    last = _last_ranks(day, levels, subject).subquery()
    query = (
        select(last.c.product, Product.subject, last.c.stars, last.c.level, last.c.potential)
        .join(Product, Product.id == last.c.product)
        .where(last.c.place == 1, last.c.holds, ~Product.removed)
        .where(or_(last.c.stars >= 3, last.c.potential))
        .order_by(last.c.product)
    )
    return [Rank(p, s, stars, level, bool(five)) for p, s, stars, level, five in db.execute(query)]


def district_ranks(db: Connection, day: str) -> list[Rank]:
    """Ranks of the district in force on a day, of products that hold none of the province."""
    higher = {rank.product for rank in in_force(db, day)}
    return [rank for rank in in_force(db, day, DISTRICT) if rank.product not in higher]


def _last_ranks(
    day: str, levels: Collection[str], subject: str | None
) -> Select[tuple[object, ...]]:
    """Every rank issued by a day, numbered within its product from the last one back."""
    one = Recognition
    newest_first = (
        one.issued_on.desc(),
        case((one.level == "central", 0), else_=1),
        func.coalesce(one.stars, 0).desc(),
        one.id,
    )
    place = func.row_number().over(partition_by=one.product, order_by=newest_first)
    own = select(Product.id).where(Product.subject == subject)
    mine = one.product.in_(own) if subject else true()
    return select(
        one.product,
        one.level,
        one.stars,
        _is_potential_five().label("potential"),
        and_(latest(rank_end()) > day, ~_is_ended(day)).label("holds"),
        place.label("place"),
    ).where(~one.removed, one.level.in_(levels), one.issued_on <= day, mine)


def rank_end() -> ColumnElement[str]:
    """The day from which a rank no longer holds: as kept, else 36 months from its issue."""
    issued = Recognition.issued_on
    year = cast(func.substr(issued, 1, 4), Integer) + VALID_MONTHS // 12
    rest = func.replace(func.substr(issued, 5), "-02-29", "-02-28")
    return func.coalesce(Recognition.expires_on, cast(year, Text).concat(rest))


def _is_ended(day: str) -> ColumnElement[bool]:
    """Taken away or given up by a day; without a date, whenever it was."""
    one = Recognition
    undated = and_(one.end_reason.is_not(None), one.end_on.is_(None))
    return or_(undated, latest(func.coalesce(one.end_on, "9")) <= day)


def latest(column: ColumnElement[Any]) -> ColumnElement[str]:
    """As `schema.dates.latest`: a day known to the month or year, at the last day it may mean."""
    length = func.length(column)
    return case(
        (length == 4, column.concat("-12-31")), (length == 7, column.concat("-31")), else_=column
    )


def _is_potential_five() -> ColumnElement[bool]:
    """Marked so, or, where nothing is marked, 90 points or five stars from the province."""
    one = Recognition
    ninety = or_(cast(one.score, Numeric) >= 90, one.stars >= 5)
    marked = func.coalesce(one.potential_five, func.coalesce(ninety, False))
    return and_(one.level == "province", marked)


def graded(db: Connection, span: Span) -> list[Graded]:
    """Ranks of the province or the ministry given in a span: first, upgraded or graded again."""
    one = Recognition
    query = (
        select(one.product, Product.subject, one.kind)
        .distinct()
        .join(Product, Product.id == one.product)
        .where(~one.removed, ~Product.removed, one.level.in_(PROVINCE_AND_UP))
        .where(or_(one.stars >= 3, _is_potential_five()), span.holds(one.issued_on))
    )
    return [Graded(*row) for row in db.execute(query)]


def registered(db: Connection, span: Span) -> list[Graded]:
    """Ideas and products registered for the years of a span."""
    one = Registration
    query = select(one.id, one.subject, one.kind).where(~one.removed, span.holds_year(one.year))
    return [Graded(*row) for row in db.execute(query)]


# ---- training


def courses(db: Connection, span: Span) -> list[CourseRow]:
    """Every course begun in a span; those of a level above are marked, they are no own class."""
    one = Course
    turns = case((one.totals_only.is_(True), one.t_subjects))
    above = func.coalesce(one.hosted_above, False)
    query = select(one.id, one.form, one.commune, above, turns).where(
        ~one.removed, span.holds(one.starts_on)
    )
    return [CourseRow(id, form, at, bool(up), n) for id, form, at, up, n in db.execute(query)]


def training_turns(db: Connection, span: Span, of: str | None = None) -> list[Turn]:
    """Lượt chủ thể: each subject once a course, with one person there in one session or more.

    Officials give no turn, nor does who was registered and absent. Courses with totals only count
    by their typed number (`CourseRow.turns`), not here. `of` asks for the turns of one subject.
    """
    subject = func.coalesce(Attendance.subject, Person.parent_id)
    came = func.coalesce(cast(Attendance.present, Text), "null").not_in(("null", "[]"))
    query = (
        select(Attendance.parent_id, subject)
        .distinct()
        .join(Course, Course.id == Attendance.parent_id)
        .outerjoin(Person, Person.id == Attendance.person)
        .where(~Attendance.removed, ~Course.removed, Course.totals_only.is_not(True))
        .where(func.coalesce(Attendance.role, "").not_in(OFFICIALS), came, subject.is_not(None))
        .where(span.holds(Course.starts_on))
        .order_by(Attendance.parent_id, subject)
    )
    if of is not None:
        people = select(Person.id).where(Person.parent_id == of)
        query = query.where(
            subject == of, or_(Attendance.subject == of, Attendance.person.in_(people))
        )
    return [Turn(*row) for row in db.execute(query)]


# ---- support


def grants(
    db: Connection,
    span: Span,
    reached: str = HANDED_OVER,
    kinds: Collection[str] | None = None,
) -> list[Grant]:
    """Grants that reached a step (approved, handed over, disbursed) in a span, not cancelled."""
    one = Support
    query = select(one.id, one.subject, one.kind).where(
        ~one.removed, _got_to(reached, span), func.coalesce(one.state, "") != "cancelled"
    )
    query = query.where(func.coalesce(one.cancelled_on, "9") > span.end)
    if kinds is not None:
        query = query.where(one.kind.in_(kinds))
    return [Grant(*row) for row in db.execute(query)]


def _got_to(reached: str, span: Span) -> ColumnElement[bool]:
    """Whether a grant's state or dates say that it got to a step, and when it did.

    Where the step's own date is missing, that of the next step known stands in.
    """
    steps = [step for step in DONE_ON if step != "cancelled"]
    later = steps[steps.index(reached) :]
    days = [getattr(Support, DONE_ON[step]) for step in later]
    day = func.coalesce(*days) if len(days) > 1 else days[0]
    return and_(or_(Support.state.in_(later), days[0].is_not(None)), span.holds(day))


# ---- selling


def on_sale(db: Connection, day: str) -> list[Sale]:
    """Products that stand "đang bán" at an open outlet on a day, or were taken off after it."""
    one = Listing
    state = or_(
        one.state == "selling", and_(one.state == "gone", latest(one.ends_on.expression) > day)
    )
    query = (
        select(one.product, Product.subject, one.outlet, Outlet.kind)
        .distinct()
        .join(Product, Product.id == one.product)
        .join(Outlet, Outlet.id == one.outlet)
        .where(~one.removed, ~Product.removed, ~Outlet.removed, state)
        .where(
            func.coalesce(one.starts_on, "") <= day, latest(func.coalesce(one.ends_on, "9")) >= day
        )
        .where(latest(func.coalesce(Outlet.closed_on, "9")) > day)
        .order_by(one.product, one.outlet)
    )
    return [Sale(*row) for row in db.execute(query)]


def outlets(db: Connection, day: str) -> list[Placed]:
    """Points and channels of sale that were open on a day."""
    one = Outlet
    query = select(one.id, one.kind, one.commune).where(
        ~one.removed,
        func.coalesce(one.opened_on, "") <= day,
        latest(func.coalesce(one.closed_on, "9")) > day,
    )
    return [Placed(*row) for row in db.execute(query)]


def events(db: Connection, span: Span) -> list[Placed]:
    """Fairs and other promotions begun in a span."""
    one = Event
    query = select(one.id, one.kind, one.commune).where(~one.removed, span.holds(one.starts_on))
    return [Placed(*row) for row in db.execute(query)]
