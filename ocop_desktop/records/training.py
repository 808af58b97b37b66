"""Courses and who came."""

from sqlalchemy.orm import Mapped, mapped_column

from ocop_desktop.records.base import Record, Row, plain_row


class Course(Record):
    """One class, study tour or meeting."""

    form_kind = "course"

    name: Mapped[str | None]
    form: Mapped[str | None]
    topics: Mapped[list[str] | None]
    level: Mapped[str | None]
    host: Mapped[str | None]
    hosted_above: Mapped[bool | None]
    programme: Mapped[str | None]
    starts_on: Mapped[str | None] = mapped_column(index=True)
    ends_on: Mapped[str | None]
    session_count: Mapped[int | None]
    commune: Mapped[str | None] = mapped_column(index=True)
    planned_cost: Mapped[int | None]
    spent: Mapped[int | None]
    totals_only: Mapped[bool | None]
    t_subjects: Mapped[int | None]
    t_people: Mapped[int | None]
    t_women: Mapped[int | None]
    t_minority: Mapped[int | None]
    t_officials: Mapped[int | None]


class Attendance(Row):
    """One person at one course."""

    form_kind = "attendance"

    full_name: Mapped[str | None]
    subject: Mapped[str | None] = mapped_column(index=True)
    person: Mapped[str | None] = mapped_column(index=True)
    organisation: Mapped[str | None]
    role: Mapped[str | None]
    birth_year: Mapped[int | None]
    gender: Mapped[str | None]
    minority: Mapped[bool | None]
    commune: Mapped[str | None]
    present: Mapped[list[str] | None]
    allowance: Mapped[int | None]
    cert_no: Mapped[str | None]


class CourseSource(Row):
    """Money for a course from one source."""

    form_kind = "course.source"

    source: Mapped[str | None]
    planned: Mapped[int | None]
    spent: Mapped[int | None]


CourseSession = plain_row("course.session")
