"""The rules that hold in a record: what is wrong, what is odd, what follows.

To add a rule: where a line in `plain_rules.py` will not do, a function here that yields problems,
and its name in `RULES`; where it speaks of a decision, in `law_rules.py`; where it asks other
records, in `around_rules.py` (and its neighbours in `NEIGHBOURS` there). A sentence says what is wrong and what to do, without blame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from ocop_desktop.records.amounts import Valued, exact, text_of, total, whole_total
from ocop_desktop.records.around_rules import AROUND_RULES
from ocop_desktop.records.derive import (
    NOBODY,
    Outside,
    current_rank,
    derive,
    derive_rows,
    last_rank,
    price_of,
    rank_end,
)
from ocop_desktop.records.law_rules import LAW_RULES, LawRule
from ocop_desktop.records.looked import with_keys
from ocop_desktop.records.plain_rules import out_of_order, parts_above_whole, rows_twice
from ocop_desktop.records.spans import surely_before
from ocop_desktop.schema import Form, Problem, Value
from ocop_desktop.schema.dates import is_full, show
from ocop_desktop.schema.number_types import grouped
from ocop_desktop.schema.text_types import born, is_female

__all__ = [
    "NOBODY",
    "Outside",
    "check",
    "current_rank",
    "derive",
    "derive_rows",
    "last_rank",
    "rank_end",
]

Values = Mapping[str, Value]
Tables = Mapping[str, Sequence[Valued]]
Rule = Callable[[Values, Tables], Iterator[Problem]]

OFFICIALS = frozenset(["commune_official", "district_official", "province_official"])
DONE_ON = {
    "surveyed": "surveyed_on",
    "approved": "decision_on",
    "contracted": "contracted_on",
    "delivered": "delivered_on",
    "accepted": "accepted_on",
    "handed_over": "handed_over_on",
    "disbursed": "disbursed_on",
    "settled": "settled_on",
    "cancelled": "cancelled_on",
}


def check(form: Form, values: Values, tables: Tables, outside: Outside = NOBODY) -> list[Problem]:
    """Errors and warnings of one record or row; blanks and doubtful values are told elsewhere.

    A record's own id stands among its values as "id", so that it is not met as its own double.
    `tables` holds the rows that are not removed; each row's own problems are asked for with the
    row's own form.
    """
    found = [*out_of_order(form, values), *parts_above_whole(form, values)]
    found += rows_twice(form, tables)
    for rule in RULES.get(form.kind, ()):
        found += with_keys(form, values, tables, list(rule(values, tables)), rule)
    for asking in (*LAW_RULES.get(form.kind, ()), *AROUND_RULES.get(form.kind, ())):
        told = list(asking(values, tables, outside))
        found += with_keys(form, values, tables, told, partial(_asked, asking, outside))
    return found


def _asked(rule: LawRule, outside: Outside, values: Values, tables: Tables) -> Iterator[Problem]:
    return rule(values, tables, outside)


def _warning(field: str, code: str, text: str) -> Problem:
    return Problem(field, code, text, "warning")


# ---- ranks and papers


def _rank_ends_after_issue(values: Values, tables: Tables) -> Iterator[Problem]:
    issued, expires = values.get("issued_on"), values.get("expires_on")
    if issued and expires and not _is_after(str(expires), str(issued)):
        text = "Ngày hết hiệu lực phải sau ngày cấp. Hãy xem lại, hoặc để trống để tính 36 tháng."
        yield Problem("expires_on", "ends_before_start", text)


def _rank_ended_after_issue(values: Values, tables: Tables) -> Iterator[Problem]:
    issued, end = values.get("issued_on"), values.get("end_on")
    if issued and end and surely_before(str(end), str(issued)):
        yield Problem("end_on", "ends_before_start", "Ngày kết thúc đứng trước ngày cấp.")


def _rank_has_certificate(values: Values, tables: Tables) -> Iterator[Problem]:
    stars = exact(values.get("stars"))
    if stars is not None and stars < 3:
        text = "Dưới 3 sao không có quyết định công nhận. Hãy xem lại hạng sao."
        yield _warning("stars", "below_three_stars", text)
    if stars == 5 and values.get("level") != "central":
        text = (
            "Hạng 5 sao do Bộ công nhận. Nếu mới được tỉnh trình, ghi 4 sao và đánh dấu tiềm năng."
        )
        yield _warning("stars", "five_stars_below_ministry", text)


def _paper_ends_after_issue(values: Values, tables: Tables) -> Iterator[Problem]:
    issued, expires = values.get("issued_on"), values.get("expires_on")
    if issued and expires and not _is_after(str(expires), str(issued)):
        text = "Ngày hết hạn phải sau ngày cấp. Hãy xem lại trên giấy."
        yield Problem("expires_on", "ends_before_start", text)


def _paper_has_a_file(values: Values, tables: Tables) -> Iterator[Problem]:
    if not values.get("file"):
        text = "Chưa có bản chụp. Hãy chọn tệp để giấy này vào được bộ hồ sơ."
        yield _warning("file", "no_file", text)


def _is_after(later: str, earlier: str) -> bool:
    if is_full(later) and is_full(earlier):
        return later > earlier
    return not surely_before(later, earlier)


# ---- people


def _citizen_number_fits(values: Values, tables: Tables) -> Iterator[Problem]:
    number = str(values.get("rep_citizen_id") or "")
    if len(number) != 12:
        return
    birth, gender = values.get("rep_birth"), values.get("rep_gender")
    if birth and int(str(birth)[:4]) != born(number):
        text = f"Số căn cước cho năm sinh {born(number)}, khác ngày sinh đã ghi. Hãy xem lại thẻ."
        yield _warning("rep_birth", "birth_differs", text)
    if gender and (gender == "female") != is_female(number):
        shown = "nữ" if is_female(number) else "nam"
        text = f"Số căn cước là của {shown}, khác giới tính đã ghi. Hãy xem lại thẻ."
        yield _warning("rep_gender", "gender_differs", text)


def _owner_is_named(values: Values, tables: Tables) -> Iterator[Problem]:
    if values.get("role") in ("owner", "member") and not values.get("subject"):
        text = "Chưa rõ của chủ thể nào nên chưa tính vào lượt chủ thể. Hãy chọn chủ thể."
        yield _warning("subject", "no_subject", text)
    if values.get("role") in OFFICIALS and values.get("subject"):
        text = "Cán bộ không tính vào lượt chủ thể. Hãy bỏ chủ thể hoặc sửa đối tượng."
        yield _warning("role", "official_of_subject", text)


# ---- products


def _shares_add_up(values: Values, tables: Tables) -> Iterator[Problem]:
    found = total(row.get("share") for row in tables.get("materials", ()))
    if found is not None and found != 100:
        text = (
            f"Tỷ lệ các nguyên liệu cộng lại là {text_of(found).replace('.', ',')}%, không phải"
            " 100%. Hãy xem lại."
        )
        yield _warning("materials", "shares_differ", text)


def _set_holds_others(values: Values, tables: Tables) -> Iterator[Problem]:
    members = values.get("set_members")
    if isinstance(members, list) and values.get("id") in members:
        text = "Bộ sản phẩm không thể gồm chính nó. Hãy bỏ sản phẩm này khỏi danh sách."
        yield Problem("set_members", "set_of_itself", text)


# ---- courses and events


def _sources_fit(values: Values, tables: Tables) -> Iterator[Problem]:
    for name in ("planned_cost", "spent"):
        column = "planned" if name == "planned_cost" else "spent"
        found = whole_total(row.get(column) for row in tables.get("sources", ()))
        whole = values.get(name)
        if found is not None and whole is not None and found != whole:
            text = (
                f"Các nguồn cộng lại là {grouped(found)} đồng, khác số đã ghi"
                f" ({grouped(int(str(whole)))} đồng). Hãy xem lại."
            )
            yield _warning(name, "sources_differ", text)


def _list_or_totals(values: Values, tables: Tables) -> Iterator[Problem]:
    if values.get("totals_only") and tables.get("attendances"):
        text = "Lớp đã có danh sách nên không dùng số tổng. Hãy bỏ dấu “Chỉ có số tổng”."
        yield _warning("totals_only", "list_and_totals", text)


def _sessions_exist(values: Values, tables: Tables) -> Iterator[Problem]:
    count = values.get("session_count")
    if count is None:
        return
    for number, row in enumerate(tables.get("attendances", ()), 1):
        ticks = row.get("present")
        last = max((int(tick[1:]) for tick in ticks), default=0) if isinstance(ticks, list) else 0
        if last > int(str(count)):
            text = f"Dòng {number} chấm buổi {last} nhưng lớp có {count} buổi. Hãy xem lại."
            yield _warning(f"attendances.{number - 1}.present", "no_such_session", text)


def _sessions_within_course(values: Values, tables: Tables) -> Iterator[Problem]:
    first, last = values.get("starts_on"), values.get("ends_on") or values.get("starts_on")
    if not first or not last:
        return
    said = f"{show(str(first))} – {show(str(last))}" if first != last else show(str(first))
    for number, row in enumerate(tables.get("sessions", ())):
        day = str(row.get("held_on") or "")
        if day and (surely_before(day, str(first)) or surely_before(str(last), day)):
            text = f"Buổi ngày {show(day)} nằm ngoài thời gian của lớp ({said}). Hãy xem lại ngày."
            yield Problem(f"sessions.{number}.held_on", "outside_course", text)


def _certificates_follow_course(values: Values, tables: Tables) -> Iterator[Problem]:
    ended = str(values.get("ends_on") or values.get("starts_on") or "")
    for number, row in enumerate(tables.get("attendances", ())):
        given = str(row.get("cert_on") or "")
        if given and ended and surely_before(given, ended):
            text = (
                f"Giấy chứng nhận cấp ngày {show(given)}, trước khi lớp xong ({show(ended)})."
                " Hãy xem lại ngày cấp."
            )
            yield Problem(f"attendances.{number}.cert_on", "certificate_before_end", text)
        if row.get("cert_no") and not row.get("present"):
            text = f"Dòng {number + 1} có giấy chứng nhận nhưng chưa chấm buổi nào. Hãy xem lại."
            yield _warning(f"attendances.{number}.cert_no", "certificate_without_presence", text)


# ---- grants


def _items_fit_money(values: Values, tables: Tables) -> Iterator[Problem]:
    items = whole_total(row.get("amount") or price_of(row) for row in tables.get("items", ()))
    money = whole_total(row.get("approved") for row in tables.get("sources", ()))
    if items is not None and money is not None and items != money:
        text = (
            f"Các hạng mục cộng lại là {grouped(items)} đồng, các nguồn vốn là {grouped(money)}"
            " đồng. Hãy xem lại."
        )
        yield _warning("total", "items_differ", text)


def _totals_add_up(values: Values, tables: Tables) -> Iterator[Problem]:
    whole = values.get("total")
    parts = whole_total([values.get("state_total"), values.get("own_total")])
    if whole is not None and parts is not None and int(str(whole)) != parts:
        text = (
            f"Phần được hỗ trợ và phần đối ứng cộng lại là {grouped(parts)} đồng, khác tổng kinh phí"
            f" ({grouped(int(str(whole)))} đồng). Hãy xem lại bảng nguồn vốn rồi lưu."
        )
        yield Problem("total", "total_differs", text)


def _state_has_its_date(values: Values, tables: Tables) -> Iterator[Problem]:
    name = DONE_ON.get(str(values.get("state")))
    if name and not values.get(name):
        text = "Tình trạng đã đến bước này nhưng chưa có ngày. Hãy ghi ngày của bước."
        yield _warning(name, "state_without_date", text)


def _amount_fits(values: Values, tables: Tables) -> Iterator[Problem]:
    amount, price = values.get("amount"), price_of(values)
    if amount is not None and price is not None and amount != price:
        text = f"Số lượng nhân đơn giá là {grouped(price)} đồng. Hãy xem lại thành tiền."
        yield _warning("amount", "amount_differs", text)


RULES: dict[str, tuple[Rule, ...]] = {
    "recognition": (
        _rank_ends_after_issue,
        _rank_ended_after_issue,
        _rank_has_certificate,
    ),
    "evidence": (_paper_ends_after_issue, _paper_has_a_file),
    "attendance": (_owner_is_named,),
    "product": (_shares_add_up, _set_holds_others),
    "subject": (_citizen_number_fits,),
    "course": (
        _sources_fit,
        _list_or_totals,
        _sessions_exist,
        _sessions_within_course,
        _certificates_follow_course,
    ),
    "event": (_sources_fit,),
    "support": (_totals_add_up, _items_fit_money, _state_has_its_date),
    "support_item": (_amount_fits,),
}
