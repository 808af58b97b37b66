"""Councils, the ranks they give and the sheets they fill."""

from sqlalchemy.orm import Mapped, mapped_column

from ocop_desktop.records.base import Record, Row


class Round(Record):
    """One sitting of a council."""

    form_kind = "round"

    year: Mapped[int | None] = mapped_column(index=True)
    round_no: Mapped[int | None]
    level: Mapped[str | None]
    regulation: Mapped[str | None]
    met_on: Mapped[str | None]
    decision_no: Mapped[str | None]
    decision_on: Mapped[str | None]
    recognition_no: Mapped[str | None]
    recognition_on: Mapped[str | None]
    products: Mapped[list[str] | None]


class RoundMember(Row):
    """One member of a council."""

    form_kind = "round.member"

    full_name: Mapped[str | None]
    role: Mapped[str | None]
    came: Mapped[bool | None]


class Recognition(Record):
    """A rank a product was given."""

    form_kind = "recognition"

    product: Mapped[str | None] = mapped_column(index=True)
    level: Mapped[str | None]
    kind: Mapped[str | None]
    stars: Mapped[int | None] = mapped_column(index=True)
    score: Mapped[str | None]
    potential_five: Mapped[bool | None]
    previous: Mapped[str | None] = mapped_column(index=True)
    decision_no: Mapped[str | None]
    issued_on: Mapped[str | None] = mapped_column(index=True)
    regulation: Mapped[str | None]
    round: Mapped[str | None] = mapped_column(index=True)
    expires_on: Mapped[str | None] = mapped_column(index=True)
    certificate_no: Mapped[str | None]
    reward: Mapped[int | None]
    end_reason: Mapped[str | None]
    end_on: Mapped[str | None]
    end_decision: Mapped[str | None]


class RecognitionReminder(Row):
    """One time the owner was reminded."""

    form_kind = "recognition.reminder"

    reminded_on: Mapped[str | None]
    answer: Mapped[str | None]


class Assessment(Record):
    """One scoring sheet."""

    form_kind = "assessment"

    product: Mapped[str | None] = mapped_column(index=True)
    criteria_set: Mapped[str | None]
    regulation: Mapped[str | None]
    dossier: Mapped[str | None] = mapped_column(index=True)
    round: Mapped[str | None] = mapped_column(index=True)
    scorer_kind: Mapped[str | None]
    scorer_name: Mapped[str | None]
    scored_on: Mapped[str | None]
    part_a: Mapped[int | None]
    part_b: Mapped[int | None]
    part_c: Mapped[int | None]
    total: Mapped[int | None]
    rank_by_score: Mapped[int | None]
    rank_by_minimums: Mapped[int | None]
    rank: Mapped[int | None]


class AssessmentMark(Row):
    """The option picked for one criterion."""

    form_kind = "assessment.mark"

    criterion: Mapped[str | None]
    picked: Mapped[int | None]
    points: Mapped[int | None]
