"""One function for each command: parsed arguments in, exit status out.

Actions are imported when their command runs, so that a short command starts at once.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ocop_desktop.cli import hand_edits, joining, list_import, moves, who_sent
from ocop_desktop.cli.answers import progress, record, saved_record, say
from ocop_desktop.cli.keys import keys, passwords
from ocop_desktop.cli.moving import backup, move
from ocop_desktop.cli.reaching import at
from ocop_desktop.messages import Trouble

if TYPE_CHECKING:
    from ocop_desktop.actions.start import DataFile

Args = argparse.Namespace


@contextmanager
def _data(args: Args, *, write: bool = False) -> Iterator[DataFile]:
    from ocop_desktop.actions import start

    with start.open_data(at(args.data), write=write) as data:
        yield data


def _read_json(path: str) -> Any:
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
        return json.loads(text)
    except FileNotFoundError as error:
        raise Trouble("no_such_file", file=path) from error
    except (OSError, ValueError) as error:
        raise Trouble("not_json", file=path, reason=str(error)) from error


def _new(args: Args) -> int:
    from ocop_desktop.actions import numbers, start

    files = Path(args.files) if args.files else None
    given = {"role": args.role, "era": args.era, "officer": args.officer, "files": files}
    with start.new(at(args.data), args.unit, **given) as data:
        if args.machine != 1:
            numbers.set_machine(data, args.machine)
    return 0


def _sample(args: Args) -> int:
    from ocop_desktop.actions import samples

    with _data(args, write=True) as data:
        made = samples.fill(data, subjects=args.subjects, seed=args.seed, progress=progress)
    say(made) if args.json else print(f"{sum(made.values())} bản ghi mẫu")
    return 0


def _demo(args: Args) -> int:
    from ocop_desktop.actions import demo

    screenshots = None
    if args.screenshots:
        from ocop_desktop import app

        screenshots = app.screenshots
    print(
        demo.run(
            Path(args.out),
            seed=args.seed,
            offices=args.offices,
            subjects=args.subjects,
            screenshots=screenshots,
            progress=progress,
        )
    )
    return 0


def _forms(args: Args) -> int:
    from ocop_desktop.actions import describe

    forms = describe.forms(args.form)
    say(forms) if args.json else print(describe.as_text(forms))
    return 0


def _put(args: Args) -> int:
    from ocop_desktop.actions import alike, entries, intake

    raw = _read_json(args.file)
    rows = raw if isinstance(raw, list) else [raw]
    with _data(args, write=True) as data:
        form = entries.form_of(data, args.form)
        results = entries.save_many(data, args.form, [intake.parted(form, row) for row in rows])
        saved = all(one.saved for one in results)
        likes = alike.find_saved(data, args.form, [one.id for one in results]) if saved else []
    likes += [[] for _ in results[len(likes) :]]
    if args.json:
        shown = [saved_record(one, some) for one, some in zip(results, likes, strict=True)]
        say({"saved": saved, "records": shown})
    for number, (one, some) in enumerate(zip(results, likes, strict=True), 1):
        for field, text in one.rejected.items():
            print(f"rejected: {number}. {field}: {text}", file=sys.stderr)
        for like in some:
            print(f"alike: {number}. {like.owner} {like.title}: {like.label}", file=sys.stderr)
        if saved and not args.json:
            print(one.id)
    return 0 if saved else 1


def _list(args: Args) -> int:
    from ocop_desktop.actions import flaws, lists

    given = dict(part.split("=", 1) for part in args.where)
    flawed = lists.FLAWS in given
    with _data(args, write=flawed) as data:
        if flawed:
            flaws.catch_up(data, progress)
        where = lists.read_filter(data, args.form, given)
        found = lists.entries(data, args.form, typed=args.search, where=where, limit=args.limit)
        if args.json:
            say([record(entry) for entry in found])
        else:
            print(lists.as_text(data, args.form, found))
    return 0


def _duplicates(args: Args) -> int:
    from ocop_desktop.actions import entries, questions, side_by_side

    with _data(args) as data:
        if args.form:
            entries.form_of(data, args.form)
        found = questions.open_questions(data, args.form)
        names = side_by_side.titles(data, found)
    if args.json:
        say([vars(one) for one in found])
    for one in () if args.json else found:
        left, right = names[one.left_owner], names[one.right_owner]
        print(f"{one.left_owner} {left}  =?  {one.right_owner} {right}: {one.label}")
    return 0


def _show(args: Args) -> int:
    from ocop_desktop.actions import describe, entries, history

    with _data(args) as data:
        entry = entries.get(data, args.form, args.id)
        shown = record(entry)
        changes = history.changes(data, args.id) if args.history else []
        if args.history:
            names = ("at", "by", "field", "before", "after")
            shown["history"] = [{name: getattr(one, name) for name in names} for one in changes]
        say(shown) if args.json else print(describe.record(data, entry, changes))
    return 0


def _remove(args: Args) -> int:
    from ocop_desktop.actions import entries

    with _data(args, write=True) as data:
        entries.remove(data, args.form, args.ids)
    return 0


def _undo(args: Args) -> int:
    from ocop_desktop.actions import undo

    with _data(args, write=True) as data:
        if undo.undo(data) is None:
            raise Trouble("nothing_to_undo")
    return 0


def _redo(args: Args) -> int:
    from ocop_desktop.actions import undo

    with _data(args, write=True) as data:
        if undo.redo(data) is None:
            raise Trouble("nothing_to_redo")
    return 0


def _attach(args: Args) -> int:
    from ocop_desktop.actions import files

    with _data(args, write=True) as data:
        saved = files.attach(
            data,
            args.owner,
            args.id,
            Path(args.file),
            paper=args.paper,
            criterion=args.criterion,
            number=args.number,
            issued=args.issued,
            expires=args.expires,
        )
    for field, text in saved.rejected.items():
        print(f"rejected: {field}: {text}", file=sys.stderr)
    if saved.saved:
        say(saved_record(saved)) if args.json else print(saved.id)
    return 0 if saved.saved else 1


def _print(args: Args) -> int:
    from ocop_desktop.actions import obstacles, paper_doubts, papers

    with _data(args) as data:
        if args.all:
            made = papers.print_all(data, args.document, Path(args.out), progress=progress)
        else:
            made = papers.print_documents(
                data, args.document, args.ids, Path(args.out), progress=progress
            )
        wrong = [] if args.all else obstacles.of_document(data, args.document, args.ids)
        doubt = "" if args.all else paper_doubts.doubt(data, args.document, args.ids)
    for path in made:
        print(path)
    if doubt:
        print(f"doubt: {doubt}", file=sys.stderr)
    for one in wrong:
        print(f"draft: {one.title}: {one.problem.text}", file=sys.stderr)
    return 0


def _export(args: Args) -> int:
    from ocop_desktop.actions import swap

    password = next(iter(passwords(args)), None)
    with _data(args, write=True) as data:
        made = swap.export(
            data,
            Path(args.out),
            period=args.period,
            sensitive=args.sensitive,
            password=password,
            with_scans=args.with_scans,
            progress=progress,
        )
    say(made.as_json()) if args.json else print(made.path)
    return 0


def _merge(args: Args) -> int:
    from ocop_desktop.actions import swap

    opening = passwords(args)
    with _data(args, write=True) as data:
        report = swap.merge(
            data,
            [Path(file) for file in args.files],
            preview=args.preview,
            edits=args.edits,
            receipt=Path(args.receipt) if args.receipt else None,
            passwords=opening,
            accept_keys=[*args.accept_key, *args.accept_unit],
            progress=progress,
        )
    say(report.as_json()) if args.json else print(report.as_text())
    for file in report.files:
        if file.refused:
            refused = file.refused
            print(f"{refused['code']}: {file.file}: {refused['text']}", file=sys.stderr)
    return 0 if any(not file.refused for file in report.files) else 1


def _consolidate(args: Args) -> int:
    from ocop_desktop.actions import swap

    with _data(args) as data:
        swap.consolidate(data, Path(args.out), progress=progress)
    print(args.out)
    return 0


def _report(args: Args) -> int:
    from ocop_desktop.actions import figures

    with _data(args) as data:
        report = figures.report(data, on=args.on, start=args.start, end=args.end)
    if args.out:
        figures.write(report, Path(args.out))
    say(report.as_json()) if args.json else print(args.out or report.as_text())
    return 0


def _score(args: Args) -> int:
    from ocop_desktop.actions import scoring

    picks = _read_json(args.picks)
    if not isinstance(picks, dict):
        raise Trouble("picks_not_an_object", file=args.picks)
    found = scoring.evaluate(args.regulation, args.set, picks)
    say(found.as_json()) if args.json else print(found.as_text())
    return 0


def _due(args: Args) -> int:
    from ocop_desktop.actions import due

    with _data(args) as data:
        found = due.due(data, args.on)
        if args.out:
            due.write_ics(data, found, Path(args.out))
    if args.json:
        say([one.as_json() for one in found])
    else:
        print(args.out or "\n".join(one.as_text() for one in found))
    return 0


def _check(args: Args) -> int:
    from ocop_desktop.actions import electronic, health

    if args.records:
        return _check_records(args)
    if Path(args.data).suffix.lower() == ".zip":
        faults = electronic.check(Path(args.data))
    else:
        with _data(args) as data:
            faults = health.check(data)
    if args.json:
        say([{"code": one.code, "where": one.where, "text": one.text} for one in faults])
    else:
        print("\n".join(f"{f.code}: {f.where}: {f.text}" for f in faults) or "Dữ liệu lành lặn.")
    return 1 if faults else 0


def _check_records(args: Args) -> int:
    from ocop_desktop.actions import flaws

    with _data(args, write=True) as data:
        flaws.check_all(data, progress)
        found = flaws.groups(data)
        labels = {kind: form.plural for kind, form in data.forms.items()}
    if args.json:
        say([vars(one) for one in found])
    else:
        lines = (f"{labels[one.kind]}: {one.records} bản ghi: {one.text}" for one in found)
        print("\n".join(lines) or "Không có bản ghi nào cần xem lại.")
    return 1 if any(one.level == "error" for one in found) else 0


COMMANDS: Mapping[str, Callable[[Args], int]] = {
    "demo": _demo,
    "new": _new,
    "sample": _sample,
    "forms": _forms,
    "put": _put,
    "remove": _remove,
    "undo": _undo,
    "redo": _redo,
    "list": _list,
    "show": _show,
    "duplicates": _duplicates,
    **joining.COMMANDS,
    "attach": _attach,
    "print": _print,
    "export": _export,
    "merge": _merge,
    "edits": hand_edits.run,
    "import": list_import.run,
    "keys": keys,
    "senders": who_sent.run,
    "start-files": moves.start_files,
    "answer": moves.answer,
    "split": moves.split,
    "handover": moves.hand_over,
    "takeover": moves.take_over,
    "consolidate": _consolidate,
    "report": _report,
    "score": _score,
    "due": _due,
    "check": _check,
    "move": move,
    "backup": backup,
}
