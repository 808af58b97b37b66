"""What the papers of a course name: its people, sessions, money."""

from __future__ import annotations

from ocop_desktop.actions import paper_office
from ocop_desktop.actions.paper_rows import added, joined, shown, whole
from ocop_desktop.documents.scope import Tree
from ocop_desktop.schema import Entry, Form
from ocop_desktop.store.datafile import DataFile

SESSIONS = 2
EMPTY_LINES = 20
"""Sessions and lines of an attendance sheet of which nothing is known."""


def course_tree(data: DataFile, course: Entry | None) -> Tree:
    """Everything that the papers of a course name."""
    form, office = data.forms["course"], paper_office.unit(data)
    known = shown(data, form, course)
    return {
        **paper_office.office_tree(data, office),
        "course": known,
        "made": {
            **heads(course),
            **paper_office.places_tree(data, None, office),
            "attendances": attendances(data, course),
            "sessions": sessions(course),
            "programme": programme(data, course),
            "paid": paid(data, course),
            "paid_total": added(row.get("allowance") for row in _people(course)),
            "certified": certified(data, course),
            "sources": sources(data, course),
            "course_time": joined(known["starts_on"].text, known["ends_on"].text, between=" - "),
            "course_place": joined(known["venue"].text, known["commune"].text),
            "letter_number": paper_office.numbered(
                data, course, "letter_no", office, "letter_symbol"
            ),
        },
    }


def sessions(course: Entry | None) -> list[Tree]:
    """A column to sign in for each session of the course."""
    count = whole(course.get("session_count")) if course else None
    present = [row.get("present") for row in course.rows("attendances")] if course else []
    last = max((len(codes) for codes in present if isinstance(codes, list)), default=0)
    numbers = range(1, max(count or last or SESSIONS, 1) + 1)
    return [{"key": f"s{number}", "label": f"Ký buổi {number}"} for number in numbers]


def attendances(data: DataFile, course: Entry | None) -> list[Tree]:
    """The people of a course, and empty lines for those who are not known yet."""
    people = course.rows("attendances") if course else ()
    planned = whole(course.get("planned_people")) if course else None
    form = data.forms["attendance"]
    rows = [_attendance(data, form, row, number) for number, row in enumerate(people, start=1)]
    lines = max(planned or 0, 0 if people else EMPTY_LINES)
    empty: list[Tree] = [{"number": str(number)} for number in range(len(rows) + 1, lines + 1)]
    return [*rows, *empty]


def _attendance(data: DataFile, form: Form, row: Entry, number: int) -> Tree:
    known = {name: one.text for name, one in shown(data, form, row).items()}
    present = row.get("present")
    ticks = dict.fromkeys(present, "x") if isinstance(present, list) else {}
    known["minority"] = "x" if row.get("minority") else ""
    known["organisation"] = known["subject"] or known["organisation"]
    return {**known, **ticks, "number": str(number)}


def heads(course: Entry | None) -> dict[str, str]:
    """How many people a course had, how many of them women and of a minority."""
    people = _people(course)
    if not people:
        return {}
    counted = {
        "people": len(people),
        "came": sum(bool(row.get("present")) for row in people),
        "women": sum(row.get("gender") == "female" for row in people),
        "minority": sum(bool(row.get("minority")) for row in people),
        "subjects": len({row.get("subject") for row in people if row.get("subject")}),
    }
    return {name: f"{number:02d}" for name, number in counted.items()}


# ---- programme, money, certificates


def programme(data: DataFile, course: Entry | None) -> list[Tree]:
    """What is taught when, and by whom."""
    form = data.forms["course.session"]
    found = course.rows("sessions") if course else ()
    return [{name: one.text for name, one in shown(data, form, row).items()} for row in found]


def paid(data: DataFile, course: Entry | None) -> list[Tree]:
    """The people who are paid, and what; all of them where no amount is known yet."""
    form, people = data.forms["attendance"], _people(course)
    known = [row for row in people if row.get("allowance")] or people
    rows = [_attendance(data, form, row, number) for number, row in enumerate(known, start=1)]
    return rows or [{"number": str(number)} for number in range(1, EMPTY_LINES + 1)]


def certified(data: DataFile, course: Entry | None) -> list[Tree]:
    """Those who get a certificate: who passed, or where nobody was judged, who came."""
    form, people = data.forms["attendance"], _people(course)
    passed = [row for row in people if row.get("result") == "passed" or row.get("cert_no")]
    known = passed or [row for row in people if row.get("present")]
    return [_attendance(data, form, row, number) for number, row in enumerate(known, start=1)]


def sources(data: DataFile, course: Entry | None) -> list[Tree]:
    """Where the money came from, planned and spent."""
    form = data.forms["course.source"]
    found = course.rows("sources") if course else ()
    return [{name: one.text for name, one in shown(data, form, row).items()} for row in found]


def _people(course: Entry | None) -> tuple[Entry, ...]:
    return tuple(course.rows("attendances")) if course else ()
