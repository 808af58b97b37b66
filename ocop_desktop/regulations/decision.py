"""What a decision lays down beside its scoring sets: bands, limits, dossiers, papers, rounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

Points = int | Decimal | Fraction
"""A total, or the exact average of a council."""


@dataclass(frozen=True)
class Band:
    """A star rank: from `least` points on, up to the next band and without it.

    `former_level` gave it until the day `former_until`.
    """

    stars: int
    least: int
    level: str
    certificate: bool
    former_level: str = ""
    former_until: str = ""

    def level_on(self, day: str) -> str:
        """Who gives the rank on a day: "district", "province" or "central"."""
        return self.former_level if day <= self.former_until else self.level


@dataclass(frozen=True)
class Limits:
    """Terms and numbers; None where the decision was not read or says nothing."""

    valid_months: int
    regrade_opens_days: int | None = None
    regrade_closes_days: int | None = None
    commune_working_days: int | None = None
    regrade_council_days: int | None = None
    withdrawal_days: int | None = None
    samples: int | None = None
    no_samples_for_sets: tuple[int, ...] = ()


@dataclass(frozen=True)
class YearRound:
    """A sitting each year: proposals by one day are decided by another (month-day)."""

    level: str
    number: int
    proposed_by: str
    decided_by: str


@dataclass(frozen=True)
class Transition:
    """What the decision grants to dossiers lodged before it and to ranks that end meanwhile."""

    lodged_before: str
    former: str
    first_days: int
    regrade_days: int
    grace_days: int


@dataclass(frozen=True)
class DossierKind:
    """What a dossier of a kind holds: statutory forms, the annex's papers, what comes on top."""

    code: str
    label: str
    forms: tuple[str, ...]
    papers: bool
    also: str = ""


@dataclass(frozen=True)
class CommuneCheck:
    """One of the contents that the commune assesses."""

    code: str
    label: str


@dataclass(frozen=True)
class Paper:
    """One line of the check list of papers, word for word."""

    code: str
    label: str
    requirement: str = ""
    copy: bool = False
    where_required: bool = False


@dataclass(frozen=True)
class Applicant:
    """A kind of subject that may apply; `only_sets` where it may for these sets alone.

    `unclear`: the decision does not name it in so many words.
    """

    code: str
    only_sets: tuple[int, ...] = ()
    unclear: bool = False


@dataclass(frozen=True)
class Decision:
    """One decision with its time in force; `verified`: its lists were read in its text.

    `cumulative_marks`: four stars need the marks of three too, five those of both.
    """

    code: str
    number: str
    issued_on: str
    title: str
    issuer: str
    in_force_from: str
    verified: bool
    limits: Limits
    bands: tuple[Band, ...] = field(metadata={"name": "band"})
    in_force_until: str = ""
    cumulative_marks: bool = True
    transition: Transition | None = None
    rounds: tuple[YearRound, ...] = field(default=(), metadata={"name": "round"})
    dossiers: tuple[DossierKind, ...] = field(default=(), metadata={"name": "dossier"})
    commune_checks: tuple[CommuneCheck, ...] = field(default=(), metadata={"name": "commune_check"})
    papers: tuple[Paper, ...] = field(default=(), metadata={"name": "paper"})
    applicants: tuple[Applicant, ...] = field(default=(), metadata={"name": "applicant"})
    applicants_basis: str = ""

    def applicant(self, code: str) -> Applicant | None:
        """What is laid down for a kind of subject; None where it may not apply."""
        return next((one for one in self.applicants if one.code == code), None)

    def paper(self, code: str) -> Paper | None:
        """The line of a paper in the check list; None where the list has none."""
        return next((paper for paper in self.papers if paper.code == code), None)

    def band(self, stars: int) -> Band:
        """The band of a star rank; raise KeyError where there is none."""
        for band in self.bands:
            if band.stars == stars:
                return band
        raise KeyError(stars)

    def stars_of(self, points: Points) -> int:
        """The rank by score: bands are half-open, 70 is four stars and 69.99 is three."""
        return next(band.stars for band in self.bands if points >= band.least)

    def oddities(self) -> Iterator[str]:
        """What cannot be right in a decision."""
        least = [band.least for band in self.bands]
        stars = [band.stars for band in self.bands]
        if least != sorted({*least}, reverse=True) or least[-1:] != [0]:
            yield "khung điểm các hạng sao không liền nhau"
        if stars != sorted({*stars}, reverse=True):
            yield "hạng sao trùng hoặc sai thứ tự"
        for what in (self.papers, self.dossiers, self.commune_checks, self.applicants):
            codes = [one.code for one in what]
            yield from (f"mã {code} trùng" for code in {*codes} if codes.count(code) > 1)
