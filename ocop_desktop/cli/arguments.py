"""The words of each command; what they mean stands in docs/cli.md."""

from __future__ import annotations

import argparse

from ocop_desktop import __version__


def parser() -> argparse.ArgumentParser:
    """The whole command line; a wrong use exits with status 2."""
    made = argparse.ArgumentParser(prog="ocop-desktop", description="OCOP Desktop")
    made.add_argument("--version", action="version", version=__version__)
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _starting(commands)
    _records(commands)
    _paper(commands)
    _law(commands)
    _exchange(commands)
    return made


Commands = argparse._SubParsersAction  # noqa: SLF001  (argparse has no public name for it)


def _command(
    commands: Commands[argparse.ArgumentParser], name: str, *words: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name)
    for word in words:
        if word == "--json":
            command.add_argument(word, action="store_true", help="one JSON document")
        else:
            command.add_argument(word)
    return command


def _starting(commands: Commands[argparse.ArgumentParser]) -> None:
    demo = _command(commands, "demo", "out")
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--offices", type=int, default=10)
    demo.add_argument("--subjects", type=int, default=8, help="made-up subjects an office")
    demo.add_argument("--screenshots", action="store_true")
    new = _command(commands, "new", "data")
    new.add_argument("--unit", required=True)
    new.add_argument("--role", choices=("office", "province"), default="office")
    new.add_argument("--era", choices=("2025", "2024"), default="2025")
    new.add_argument("--officer", default="")
    new.add_argument("--machine", type=int, default=1, help="which machine of the office, from 1")
    new.add_argument("--files", metavar="FOLDER", help="of a server's database: its evidence")
    move = _command(commands, "move", "data")
    move.add_argument("target", nargs="?")
    move.add_argument("--files", metavar="FOLDER", help="of a server's database: its evidence")
    move.add_argument("--undo", action="store_true", help="write again in what was moved away")
    _command(commands, "backup", "data")
    sample = _command(commands, "sample", "data", "--json")
    sample.add_argument("--subjects", type=int, required=True)
    sample.add_argument("--seed", type=int, default=1)
    check = _command(commands, "check", "data", "--json")
    check.add_argument("--records", action="store_true", help="errors and warnings of all records")


def _records(commands: Commands[argparse.ArgumentParser]) -> None:
    forms = _command(commands, "forms", "--json")
    forms.add_argument("form", nargs="?")
    _command(commands, "put", "data", "form", "file", "--json")
    remove = _command(commands, "remove", "data", "form")
    remove.add_argument("ids", nargs="+", metavar="ID")
    _command(commands, "undo", "data")
    _command(commands, "redo", "data")
    listed = _command(commands, "list", "data", "form", "--json")
    listed.add_argument("--search", default="")
    listed.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE")
    listed.add_argument("--limit", type=int)
    duplicates = _command(commands, "duplicates", "data", "--json")
    duplicates.add_argument("form", nargs="?", default="")
    join = _command(commands, "join", "data", "keep", "other", "--json")
    join.add_argument("--fill", action="store_true", help="blanks take what the other one says")
    _command(commands, "unjoin", "data", "other", "--json")
    _command(commands, "conflicts", "data", "--json")
    resolve = _command(commands, "resolve", "data", "id", "value")
    resolve.add_argument("--json", action="store_true")
    show = _command(commands, "show", "data", "form", "id", "--json")
    show.add_argument("--history", action="store_true")
    attach = _command(commands, "attach", "data")
    attach.add_argument("owner", choices=("subject", "product"))
    attach.add_argument("id")
    attach.add_argument("file")
    attach.add_argument("--paper", required=True)
    for word in ("--criterion", "--number", "--issued", "--expires"):
        attach.add_argument(word)
    attach.add_argument("--json", action="store_true")


def _paper(commands: Commands[argparse.ArgumentParser]) -> None:
    printed = _command(commands, "print", "data", "document")
    printed.add_argument("ids", nargs="*", metavar="ID")
    printed.add_argument("-o", "--out", required=True)
    printed.add_argument("--all", action="store_true", help="one for each record")
    report = _command(commands, "report", "data", "--on", "--json")
    report.add_argument("--from", dest="start")
    report.add_argument("--to", dest="end")
    report.add_argument("-o", "--out")


def _law(commands: Commands[argparse.ArgumentParser]) -> None:
    score = _command(commands, "score", "--json")
    score.add_argument("--regulation", required=True)
    score.add_argument("--set", required=True)
    score.add_argument("--picks", required=True, metavar="FILE.json")
    due = _command(commands, "due", "data", "--on", "--json")
    due.add_argument("-o", "--out", metavar="OUT.ics")


def _exchange(commands: Commands[argparse.ArgumentParser]) -> None:
    export = _command(commands, "export", "data", "out", "--period", "--json")
    export.add_argument("--sensitive", action="store_true")
    export.add_argument("--password-file", metavar="FILE")
    export.add_argument("--with-scans", action="store_true", help="a .zip with the files")
    merge = _command(commands, "merge", "data", "--receipt", "--json")
    merge.add_argument("files", nargs="+", metavar="FILE")
    merge.add_argument("--preview", action="store_true")
    merge.add_argument("--edits", choices=("take", "refuse", "ask"), default="ask")
    edits = _command(commands, "edits", "data", "--json")
    edits.add_argument("--take", nargs="+", default=[], metavar="ID")
    edits.add_argument("--refuse", nargs="+", default=[], metavar="ID")
    merge.add_argument("--password-file", metavar="FILE")
    merge.add_argument("--accept-key", action="append", default=[], metavar="FINGERPRINT")
    merge.add_argument("--accept-unit", action="append", default=[], metavar="CODE")
    keys = _command(commands, "keys", "data", "--json")
    keys.add_argument("--accept", metavar="ID")
    keys.add_argument("--forget", metavar="ID")
    keys.add_argument("--renew", action="store_true", help="become another installation")
    senders = _command(commands, "senders", "data", "--since", "--period", "--json")
    senders.add_argument("--level", choices=("commune", "district", "known"))
    starts = _command(commands, "start-files", "data", "out", "--json")
    starts.add_argument("--level", choices=("commune", "district"))
    _command(commands, "split", "data", "out")
    _command(commands, "handover", "data", "out", "--to")
    _command(commands, "takeover", "file", "data", "--officer")
    answer = _command(commands, "answer", "data", "unit", "out")
    answer.add_argument("--era", choices=("2025", "2024"), default="2025")
    _command(commands, "consolidate", "data", "out")
    _command(
        commands, "import", "data", "file", "--form", "--map", "--sheet", "--rejects", "--json"
    ).add_argument("--preview", action="store_true", help="write nothing")
