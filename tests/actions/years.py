"""An office that lives through the years, and sheets of about so many points."""

from datetime import datetime, timedelta, timezone

from ocop_desktop.actions import due, entries, figures, scoring
from ocop_desktop.regulations.scoring import box_count, places

HANOI = timezone(timedelta(hours=7))


class Years:
    """An office that lives through the years: a record at a time, each on its day."""

    def __init__(self, data):
        self.data = data

    def on(self, day):
        """The morning of a day."""
        moment = datetime.fromisoformat(f"{day}T08:00:00").replace(tzinfo=HANOI)
        self.data.clock = lambda: moment

    def add(self, form, tables=None, /, **fields):
        asked = self.data.forms[form].fields
        usual = {field.name: field.default for field in asked if field.default is not None}
        saved = entries.save(self.data, form, None, usual | fields, tables)
        assert saved.saved, saved.rejected
        assert saved.errors == []
        return saved.id

    def dossier(self, product, kind, day, **more):
        """An application received, and complete, on a day."""
        if kind != "first":
            more["changes"] = "Nhãn mới"
        fields = {"product": product, "kind": kind, "year": int(day[:4]), "received_on": day}
        return self.add("dossier", **fields, complete_on=day, **{"state": "complete"} | more)

    def rank(self, product, kind, stars, day, **more):
        """A rank given by the province (unless said) on a day."""
        fields = {"product": product, "kind": kind, "stars": stars, "issued_on": day}
        more = {"level": "province", "decision_no": "300/QĐ-UBND"} | more
        return self.add("recognition", **fields, **more)

    def council(self, product, day, sheets):
        """A round of the province with the sheets of its members; the round and its result."""
        fields = {"year": int(day[:4]), "round_no": 1, "level": "province", "met_on": day}
        round = self.add("round", **fields, products=[product])
        for number, picks in enumerate(sheets, 1):
            who = {"scorer_kind": "member", "scorer_name": f"Thành viên {number}"}
            given = {"product": product, "round": round, "scored_on": day, **who}
            saved = scoring.save_sheet(self.data, None, given, picks)
            assert (saved.saved, saved.errors) == (True, [])
        return round, scoring.council_of(self.data, round, product)

    def change(self, form, id, tables=None, /, **fields):
        saved = entries.save(self.data, form, id, fields, tables)
        assert saved.saved, saved.rejected

    def get(self, form, id):
        return entries.get(self.data, form, id)

    def count(self, *names, since=None):
        """Figures of the clock's day (since a day)."""
        found = figures.report(self.data, start=since).figures
        return [found[name] for name in names]

    def due(self, *kinds):
        return [(one.kind, one.date, one.state) for one in due.due(self.data) if one.kind in kinds]


STARS = ("products_in_force", "products_four_star", "products_three_star")
WINDOW = ("regrade_opens", "regrade_closes", "expires")


def best(code, number, but=None):
    """The best boxes of a set, some others in their place."""
    made = scoring.sheet(code, number)
    picks = {place[0].key: box_count(place[0]) for place in places(made)}
    return {key: box for key, box in (picks | (but or {})).items() if box}


def lowered(code, number, total):
    """A sheet of about so many points that meets every mark of its rank."""
    made, picks = scoring.sheet(code, number), best(code, number)
    for criterion in reversed(made.scored):
        while picks[criterion.key] > 1:
            tried = picks | {criterion.key: picks[criterion.key] - 1}
            found = scoring.evaluate(code, number, tried).score
            rank = 3 if total < 70 else 4
            if found.total < total or found.rank_by_minimums < rank:
                break
            picks = tried
    return picks
