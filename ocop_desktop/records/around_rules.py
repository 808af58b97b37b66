"""Rules that ask other records: whose product it is, who may apply, ranks before, the same machine.

To add one: a function here and its line in `AROUND_RULES`. Where it speaks of a record that links
to another one, a change of that other one can change what is said here: `NEIGHBOURS` says so, and
the check of many records (`actions/flaws.py`) follows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ocop_desktop.records.amounts import Valued
from ocop_desktop.records.outside import Outside
from ocop_desktop.records.spans import surely_before
from ocop_desktop.schema import Problem, Value
from ocop_desktop.schema.dates import show

Values = Mapping[str, Value]
Tables = Mapping[str, Sequence[Valued]]
AroundRule = Callable[[Values, Tables, Outside], Iterator[Problem]]

NEIGHBOURS: dict[str, tuple[tuple[str, str], ...]] = {
    "subject": (("product", "subject"),),
    "product": (
        ("dossier", "product"),
        ("registration", "product"),
        ("recognition", "product"),
        ("assessment", "product"),
        ("listing", "product"),
        ("evidence", "product"),
        ("year_figures", "product"),
    ),
    "recognition": (("recognition", "previous"),),
    "dossier": (("assessment", "dossier"),),
    "round": (("recognition", "round"),),
}
"""Whose check may change with a record of a kind: kinds of record, and their link to it."""

BESIDE: dict[str, tuple[tuple[str, str, str], ...]] = {
    "recognition": (("product", "dossier", "product"), ("product", "recognition", "product")),
    "evidence": (("product", "dossier", "product"), ("subject", "product", "subject")),
}
"""The same, through what both link to: its own link, the other kind, the other's link."""

_MOST_NAMED = 3


def _warning(field: str, code: str, text: str) -> Problem:
    return Problem(field, code, text, "warning")


# ---- whose product


def _product_of_subject(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    """A record that names a subject and a product names the product's own subject."""
    subject, product = values.get("subject"), values.get("product")
    if subject and product:
        owner = outside.linked("product", str(product)).get("subject")
        if owner and owner != subject:
            name = outside.title("subject", str(owner)) or "chủ thể khác"
            text = f"Sản phẩm này là của {name}. Hãy chọn lại chủ thể hoặc sản phẩm."
            yield _warning("product", "product_of_another", text)


def _products_of_subject(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    subject, products = values.get("subject"), values.get("products")
    if not subject or not isinstance(products, list):
        return
    owners = {one: outside.linked("product", one).get("subject") for one in products}
    strange = [one for one, owner in owners.items() if owner and owner != subject]
    if strange:
        names = "; ".join(outside.title("product", one) or one for one in strange[:_MOST_NAMED])
        text = f"{names}: sản phẩm của chủ thể khác. Hãy xem lại danh sách sản phẩm."
        yield _warning("products", "product_of_another", text)


# ---- who may apply


def _who_may_apply(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    """An application is made by a kind of subject that its decision names."""
    product = outside.linked("product", str(values.get("product") or ""))
    subject = str(product.get("subject") or values.get("subject") or "")
    yield from _applies(values, "product", product, outside.linked("subject", subject), outside)


def _applies(
    values: Values, field: str, product: Values, subject: Values, outside: Outside
) -> Iterator[Problem]:
    decision = outside.decision(values.get("regulation"))
    decision = decision or outside.decision_on(values.get("received_on") or values.get("year"))
    kind = str(subject.get("kind") or "")
    if decision is None or not decision.applicants or not kind:
        return
    law = f"{decision.applicants_basis} Quyết định {decision.number}".strip()
    allowed = decision.applicant(kind)
    number = str(product.get("criteria_set") or "").removeprefix("set_")
    if allowed is None:
        text = (
            f"Loại hình của chủ thể không thuộc diện đăng ký theo {law}."
            " Hãy xem lại loại hình trong bản ghi chủ thể."
        )
        yield Problem(field, "may_not_apply", text)
    elif allowed.only_sets and number.isdecimal() and int(number) not in allowed.only_sets:
        sets = ", ".join(map(str, allowed.only_sets))
        text = (
            f"Theo {law}, loại hình này chỉ đăng ký bộ tiêu chí {sets} (du lịch)."
            " Hãy xem lại loại hình của chủ thể hoặc bộ tiêu chí của sản phẩm."
        )
        yield Problem(field, "only_for_tourism", text)
    elif allowed.unclear:
        text = (
            f"{law} không nêu rõ loại hình này. Hãy hỏi cấp trên trước khi nộp, rồi xác nhận ở đây."
        )
        yield _warning(field, "may_not_apply", text)


def _set_fits_subject(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    """A product on its way is of a set that its subject may apply for; tourism has its own kind."""
    if values.get("ocop_status") == "outside" or not values.get("criteria_set"):
        return
    subject = outside.linked("subject", str(values.get("subject") or ""))
    asked = {"regulation": None, "received_on": outside.today or None}
    for found in _applies(asked, "criteria_set", values, subject, outside):
        if found.code == "only_for_tourism":
            yield _warning(found.field, found.code, found.text)


def _tourism_is_set_26(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    if values.get("tourism_kind") and values.get("criteria_set") not in (None, "set_26"):
        text = "“Trường hợp áp dụng” chỉ dùng cho bộ tiêu chí 26 (du lịch). Hãy bỏ trống ô này."
        yield _warning("tourism_kind", "not_tourism", text)


# ---- ranks before and after


def _application_fits_ranks(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    """First time where no rank was given before, upgrade and re-grading where one was."""
    product, kind = str(values.get("product") or ""), values.get("kind")
    day = str(values.get("received_on") or values.get("signed_on") or values.get("year") or "")
    if not product or not kind or not day:
        return
    before = [
        one
        for one in outside.ranks_of(product)
        if one.get("issued_on") and surely_before(str(one["issued_on"]), day)
    ]
    if kind == "first" and before:
        last = max(str(one["issued_on"]) for one in before)
        text = (
            f"Sản phẩm đã được công nhận ngày {show(last)} nên không phải lần đầu."
            " Hãy chọn nâng hạng hoặc đánh giá lại."
        )
        yield _warning("kind", "not_the_first_time", text)
    if kind in ("upgrade", "regrade") and not before:
        text = (
            "Chưa có lần công nhận nào trước đó của sản phẩm. Hãy nhập quyết định công nhận cũ,"
            " hoặc chọn lần đầu."
        )
        yield _warning("kind", "no_rank_before", text)


def _rank_after_its_previous(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    previous = outside.linked("recognition", str(values.get("previous") or ""))
    issued, before = values.get("issued_on"), previous.get("issued_on")
    if previous and previous.get("product") != values.get("product"):
        text = "Lần công nhận trước là của sản phẩm khác. Hãy chọn lại."
        yield Problem("previous", "previous_of_another", text)
    elif issued and before and not surely_before(str(before), str(issued)):
        text = (
            f"Lần công nhận trước ({show(str(before))}) không đứng trước ngày cấp này. Hãy xem lại."
        )
        yield Problem("previous", "previous_not_before", text)
    elif values.get("kind") == "upgrade" and _stars(previous) >= _stars(values) > 0:
        text = (
            f"Nâng hạng nhưng lần trước đã {_stars(previous)} sao. Hãy xem lại hạng sao hoặc lần"
            " đánh giá."
        )
        yield _warning("stars", "upgrade_without_rise", text)


def _stars(values: Values) -> int:
    stars = values.get("stars")
    return stars if isinstance(stars, int) else 0


def _rank_fits_round(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    sitting = outside.linked("round", str(values.get("round") or ""))
    level, met = sitting.get("level"), sitting.get("met_on")
    if level and values.get("level") and level != values.get("level"):
        text = "Cấp công nhận khác cấp của đợt đánh giá đã chọn. Hãy xem lại một trong hai."
        yield _warning("level", "round_of_another_level", text)
    issued = values.get("issued_on")
    if met and issued and surely_before(str(issued), str(met)):
        text = f"Ngày cấp đứng trước ngày họp Hội đồng ({show(str(met))}). Hãy xem lại."
        yield _warning("issued_on", "before_the_sitting", text)


# ---- papers of a dossier


def _papers_hold_on_the_day(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    """A paper that had run out when the dossier was handed in, and no newer one beside it."""
    day = str(values.get("received_on") or values.get("signed_on") or "")
    if not day or not values.get("product"):
        return
    good: set[str] = set()
    old: dict[str, str] = {}
    for paper in outside.papers_of(str(values["product"])):
        code, expires = str(paper.get("paper") or ""), str(paper.get("expires_on") or "")
        if expires and (expires == day or surely_before(expires, day)):
            old[code] = max(old.get(code, ""), expires)
        else:
            good.add(code)
    gone = sorted(
        f"{outside.title('paper', code) or code} (đến {show(expires)})"
        for code, expires in old.items()
        if code not in good
    )
    if gone:
        named = "; ".join(gone[:_MOST_NAMED]) + ("…" if len(gone) > _MOST_NAMED else "")
        text = (
            f"Giấy tờ đã hết hạn vào ngày {show(day)}: {named}. Hãy xin bản mới rồi thêm vào minh"
            " chứng."
        )
        yield _warning("received_on", "papers_out_of_date", text)


def _year_of_receipt(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    year, day = values.get("year"), str(values.get("received_on") or "")
    if year and day and int(day[:4]) != year:
        text = f"Hồ sơ của năm {year} nhưng nhận ngày {show(day)}. Hãy xem lại năm hoặc ngày nhận."
        yield _warning("year", "year_differs", text)


# ---- scoring sheets


def _sheet_fits_dossier(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    product = values.get("product")
    held = outside.linked("dossier", str(values.get("dossier") or ""))
    if product and held.get("product") and held["product"] != product:
        text = "Hồ sơ đã chọn là của sản phẩm khác. Hãy chọn lại hồ sơ hoặc sản phẩm."
        yield Problem("dossier", "dossier_of_another", text)
    own = outside.linked("product", str(product or "")).get("criteria_set")
    if own and values.get("criteria_set") and own != values.get("criteria_set"):
        text = "Phiếu chấm theo bộ tiêu chí khác với bộ của sản phẩm. Hãy xem lại một trong hai."
        yield _warning("criteria_set", "set_differs", text)


# ---- grants and sale


def _machine_granted_once(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    """The same serial number in another grant: a machine is paid for once."""
    own = str(values.get("id") or "")
    for number, row in enumerate(tables.get("items", ())):
        serial = str(row.get("serial") or "")
        others = [one for one in outside.machines_like(serial) if serial and one["parent"] != own]
        if others:
            grant = outside.title("support", str(others[0]["parent"])) or "khoản hỗ trợ khác"
            text = (
                f"Số máy “{serial}” đã có trong hỗ trợ “{grant}”. Hãy xem lại tem máy; nếu đúng là"
                " máy khác, hãy xác nhận."
            )
            found = _warning(f"items.{number}.serial", "serial_granted_twice", text)
            yield replace(found, other=f"support {others[0]['parent']}")


def _sold_while_made(values: Values, tables: Tables, outside: Outside) -> Iterator[Problem]:
    stopped = outside.linked("product", str(values.get("product") or "")).get("stopped_on")
    if stopped and values.get("state") == "selling" and not values.get("ends_on"):
        text = (
            f"Sản phẩm ngừng sản xuất từ {show(str(stopped))} mà vẫn ghi đang bán."
            " Hãy xem lại tình trạng bán."
        )
        yield _warning("state", "sold_after_stop", text)


AROUND_RULES: dict[str, tuple[AroundRule, ...]] = {
    "product": (_set_fits_subject, _tourism_is_set_26),
    "registration": (_product_of_subject, _who_may_apply),
    "dossier": (
        _who_may_apply,
        _application_fits_ranks,
        _papers_hold_on_the_day,
        _year_of_receipt,
    ),
    "recognition": (_rank_after_its_previous, _rank_fits_round),
    "assessment": (_sheet_fits_dossier,),
    "evidence": (_product_of_subject,),
    "year_figures": (_product_of_subject,),
    "inspection": (_products_of_subject,),
    "support": (_products_of_subject, _machine_granted_once),
    "listing": (_sold_while_made,),
}
