"""The one door for whoever works on the project, alike on Windows and Linux.

python3 dev.py demo [OUT] [OPTIONS]  the whole job on made-up offices, in an empty folder
python3 dev.py run [DATA]            opens the program
python3 dev.py test [PYTEST OPTIONS] ruff, mypy, then every test
python3 dev.py check [--long]        ruff and mypy alone; and ten thousand histories, on all cores
                     [--scale]       and the exchange of ten offices, a hundred, the country
python3 dev.py bench [NAME ...]      measures against the bounds
python3 dev.py build                 makes the program's folder and tries it
python3 dev.py lock                  writes the two locks anew from pyproject.toml
python3 dev.py migration NAME        writes a migration from the difference between models and tables

It needs Python 3.11 or newer and nothing else: it makes `.venv`, installs the locked packages,
names or installs the system libraries that are missing, and remembers that it did.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{EXE}"
PROGRAM = BIN / f"ocop-desktop{EXE}"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
SPEC = ROOT / "build_installer.spec"

# what Qt loads: always, and for a window on an X screen
QT_ALWAYS = ("lib/libQt6Widgets.so.6", "lib/libQt6Svg.so.6", "plugins/platforms/libqoffscreen.so")
QT_SCREEN = ("plugins/platforms/libqxcb.so",)
# the Debian package of each library; several names where releases differ
PACKAGES: Mapping[str, tuple[str, ...]] = {
    "libGL.so.1": ("libgl1",),
    "libGLX.so.0": ("libglx0",),
    "libOpenGL.so.0": ("libopengl0",),
    "libEGL.so.1": ("libegl1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libgthread-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libfreetype.so.6": ("libfreetype6",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libX11.so.6": ("libx11-6",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libSM.so.6": ("libsm6",),
    "libICE.so.6": ("libice6",),
    "libxcb.so.1": ("libxcb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-render.so.0": ("libxcb-render0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-shm.so.0": ("libxcb-shm0",),
    "libxcb-sync.so.1": ("libxcb-sync1",),
    "libxcb-util.so.1": ("libxcb-util1",),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
}
# other programs that some tests use: the command, the packages
TOOLS: Mapping[str, tuple[str, ...]] = {
    "soffice": ("libreoffice-calc-nogui", "libreoffice-calc"),
    "pdftotext": ("poppler-utils",),
    "qpdf": ("qpdf",),
    "pg_lsclusters": ("postgresql",),  # the server's own programs are in no folder of PATH
}
# what `bench` compares with beside them: LibreOffice turns .docx into PDF with its Writer alone
WRITER = ("libreoffice-writer-nogui", "libreoffice-writer")
LOCK_OPTIONS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade", "--quiet"),
    *("--no-config", "--no-emit-index-url", "--no-emit-find-links"),
    *("--no-header", "--no-annotate"),
)
MIGRATION = """
import sys, tempfile
from pathlib import Path
from ocop_desktop.store import migrate, version
from ocop_desktop.store.engine import open_engine
with tempfile.TemporaryDirectory() as folder:
    engine = open_engine(Path(folder) / "empty.ocop")
    migrate.upgrade(engine)
    number = len(list(version.VERSIONS.glob("*.py"))) + 1
    migrate.write_migration(engine, sys.argv[1], f"{number:04}")
    engine.dispose()
"""
LOCK_HEAD = "# Made from pyproject.toml by `python3 dev.py lock`; do not edit.\n"


def say(text: str) -> None:
    """Print at once, so that the order holds beside what the tools print."""
    print(text, flush=True)


def run(*command: str | Path, env: Mapping[str, str] | None = None) -> int:
    """Run a command in the project's folder; return its exit status."""
    return subprocess.call(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **(env or {})}
    )


def must(*command: str | Path, env: Mapping[str, str] | None = None) -> None:
    """Run a command that has to succeed."""
    if status := run(*command, env=env):
        words = " ".join(str(part) for part in command)
        raise SystemExit(f"dev.py: this failed with exit status {status}: {words}")


def quiet(command: Sequence[str], env: Mapping[str, str]) -> bool:
    """Run a talkative command; show what it said only where it failed."""
    ran = subprocess.run(
        command,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if ran.returncode:
        say(ran.stdout)
    return ran.returncode == 0


# --- Debian ---------------------------------------------------------------------------------


def may_install() -> bool:
    """Whether this is Debian or its like, and we are root."""
    return shutil.which("apt-get") is not None and getattr(os, "geteuid", lambda: 1)() == 0


def known_to_apt(name: str) -> bool:
    """Whether this release has a package of that name."""
    answer = subprocess.run(["apt-cache", "show", name], capture_output=True, check=False)
    return answer.returncode == 0


def named_here(choices: Iterable[Sequence[str]]) -> list[str]:
    """Of each package's names the one of this release, each once."""
    return list(dict.fromkeys(next(filter(known_to_apt, c), c[-1]) for c in choices))


def apt_install(choices: Sequence[Sequence[str]]) -> tuple[bool, str]:
    """Install packages where we may; return whether it was done, and the command for a person."""
    if not may_install():
        names = named_here(choices) if shutil.which("apt-cache") else [c[-1] for c in choices]
        return False, f"sudo apt-get install -y {' '.join(names)}"
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    quiet(["apt-get", "update"], env)
    names = named_here(choices)
    say(f"dev.py: installing {', '.join(names)} (apt-get) ...")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    return quiet(command, env), " ".join(command)


# --- what has to be there -------------------------------------------------------------------


def make_venv() -> None:
    """Make `.venv` where it is missing or its Python has gone."""
    if PYTHON.exists():
        return
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        done, command = apt_install([("python3-venv",)])
        if not done:
            raise SystemExit(
                f"dev.py: Python has no venv here. Install it, then call again:\n  {command}"
            ) from None
    say("dev.py: making .venv ...")
    must(sys.executable, "-m", "venv", "--clear", VENV)


def stamp_of(lock: Path) -> str:
    """What an installation depends on: the lock, the project's own file, the Python."""
    digest = hashlib.sha256()
    for file in (lock, ROOT / "pyproject.toml", VENV / "pyvenv.cfg"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def install(lock: Path) -> None:
    """Install a lock and the project itself, unless that was done already."""
    make_venv()
    stamp = VENV / f"{lock.stem}.stamp"
    wanted = stamp_of(lock)
    if stamp.exists() and stamp.read_text() == wanted and PROGRAM.exists():
        return
    say(f"dev.py: installing {lock.name} (the first time takes a minute or two) ...")
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
    env = {"PIP_ROOT_USER_ACTION": "ignore"}
    must(*pip, "--require-hashes", "--only-binary=:all:", "-r", lock, env=env)
    editable = ("--no-deps", "--no-build-isolation", "-e", ".")
    must(*pip, "--config-settings", "editable_mode=compat", *editable, env=env)
    stamp.write_text(wanted)
    if lock == DEV_LOCK:  # it holds all of the other
        (VENV / f"{RUN_LOCK.stem}.stamp").write_text(stamp_of(RUN_LOCK))


def lacking(files: Iterable[str]) -> list[str]:
    """The libraries that Qt's own files ask for and the system does not have."""
    qt = next(iter(VENV.glob("lib*/python3*/site-packages/PySide6/Qt")), None)
    if not sys.platform.startswith("linux") or qt is None or not shutil.which("ldd"):
        return []
    paths = [str(qt / file) for file in files]
    told = subprocess.run(["ldd", *paths], capture_output=True, text=True, check=False).stdout
    missing = (line.split()[0] for line in told.splitlines() if line.endswith("not found"))
    return list(dict.fromkeys(missing))


def ready_qt(*, screen: bool = False) -> None:
    """See to it that Qt finds its libraries, or stop with the command that mends it."""
    files = QT_ALWAYS + (QT_SCREEN if screen else ())
    missing = lacking(files)
    if not missing:
        return
    choices = [PACKAGES[name] for name in missing if name in PACKAGES]
    command = apt_install(choices)[1] if choices else "(no package known for them)"
    if left := lacking(files):
        raise SystemExit(f"dev.py: Qt lacks {', '.join(left)}. Install them:\n  {command}")


def ready_tools() -> None:
    """Install what some tests use beside Python; where that fails, those tests skip."""
    choices = [packages for tool, packages in TOOLS.items() if not shutil.which(tool)]
    if not choices:
        return
    done, command = apt_install(choices)
    if not done:
        say(f"dev.py: the tests that need them will be skipped; to have them:\n  {command}")


def ready_writer() -> None:
    """Install LibreOffice's Writer for `bench`; without it that comparison is left out."""
    if has_writer() or not sys.platform.startswith("linux"):
        return
    done, command = apt_install([WRITER])
    if not done:
        say(f"dev.py: the comparison with LibreOffice is left out; to have it:\n  {command}")


def has_writer() -> bool:
    """Whether the soffice that is found has its Writer beside it."""
    found = shutil.which("soffice")
    return found is not None and any(Path(found).resolve().parent.glob("*swlo*"))


# --- the commands ---------------------------------------------------------------------------


def stages(*wanted: tuple[str, Sequence[str | Path]], env: Mapping[str, str] | None = None) -> int:
    """Run named stages, one after another; stop at the first that fails."""
    for name, command in wanted:
        say(f"\n=== {name}")
        if status := run(*command, env=env):
            say(f"\n=== {name}: FAILED")
            return status
    return 0


STATIC: tuple[tuple[str, Sequence[str | Path]], ...] = (
    ("ruff check", (PYTHON, "-m", "ruff", "check", ".")),
    ("ruff format", (PYTHON, "-m", "ruff", "format", "--check", ".")),
    # without its cache, which does not notice that a module once missing has come
    ("mypy --strict", (PYTHON, "-m", "mypy", "--no-incremental")),
)


def demo(args: list[str]) -> int:
    """Run the program's demo; without a folder in the arguments, in a new one under `demo/`."""
    install(RUN_LOCK)
    ready_qt()
    if not args or args[0].startswith("-"):
        now = datetime.now().astimezone()
        args = [str(ROOT / "demo" / f"{now:%Y%m%d-%H%M%S}"), *args]
        say(f"dev.py: into {args[0]}")
    return run(PROGRAM, "demo", *args, env={"QT_QPA_PLATFORM": "offscreen"})


def open_program(args: list[str]) -> int:
    """Open the program's window, or run any of its commands."""
    install(RUN_LOCK)
    ready_qt(screen=True)
    return run(PROGRAM, *args)


def test(args: list[str]) -> int:
    """Run the whole gate: ruff, mypy strict, every test in random order."""
    install(DEV_LOCK)
    ready_qt()
    ready_tools()
    pytest: Sequence[str | Path] = (PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", *args)
    return stages(*STATIC, ("pytest", pytest), env={"QT_QPA_PLATFORM": "offscreen"})


def check(args: list[str]) -> int:
    """Run what takes seconds, ruff and mypy; with --long or --scale what takes an hour too."""
    install(DEV_LOCK)
    ready_qt()
    modules = {"--long": "tests.exchange.laws.long", "--scale": "tests.scale"}
    more = [arg for arg in args if arg not in modules]
    long = [(m, (PYTHON, "-m", m, *more)) for option, m in modules.items() if option in args]
    return stages(*STATIC, *long)


def bench(args: list[str]) -> int:
    """Measure; with names, only those (`bench merge`). Fails where a bound is not reached."""
    install(DEV_LOCK)
    ready_qt()
    ready_writer()
    scripts = sorted((ROOT / "tests" / "bench").glob("bench_*.py"))
    chosen = [s for s in scripts if not args or any(word in s.stem for word in args)]
    env = {"QT_QPA_PLATFORM": "offscreen"}
    failed = [script.stem for script in chosen if run(PYTHON, script, env=env)]
    if failed:
        say(f"\ndev.py: a bound was not reached in {', '.join(failed)}")
    return len(failed)


def build(_args: list[str]) -> int:
    """Build the program's folder with PyInstaller, then let the built program do the job once."""
    install(DEV_LOCK)
    ready_qt()
    must(PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", SPEC)
    program = ROOT / "dist" / "ocop-desktop" / f"ocop-desktop{EXE}"
    say(f"\n=== the built program's demo, one office: {program}")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "demo"
        env = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": ""}
        return run(program, "demo", out, "--offices", "1", env=env)


def lock(_args: list[str]) -> int:
    """Write both locks: every package with the hashes of its Linux and Windows files."""
    install(DEV_LOCK if DEV_LOCK.exists() else RUN_LOCK)
    compile_lock(RUN_LOCK, "base")
    compile_lock(DEV_LOCK, "dev", "--constraints", RUN_LOCK.name)
    return 0


def compile_lock(target: Path, group: str, *more: str) -> None:
    """Resolve one group of pyproject.toml for every platform, naming no registry."""
    own = {name: "" for name in os.environ if name.startswith("UV_")}
    source = ("--group", group, "pyproject.toml", "-o", target.name)
    must(BIN / f"uv{EXE}", "pip", "compile", *LOCK_OPTIONS, *more, *source, env=own)
    text = target.read_text(encoding="utf-8")
    if "://" in text:
        raise SystemExit(f"dev.py: {target.name} names a place of this machine")
    target.write_text(LOCK_HEAD + text, encoding="utf-8")
    say(f"{target.name}: {text.count('==')} packages")


def migration(args: list[str]) -> int:
    """Write a migration; read it, and set HEAD in store/version.py, before it is committed."""
    install(DEV_LOCK)
    return run(PYTHON, "-c", MIGRATION, " ".join(args) or "change")


COMMANDS: Mapping[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "run": open_program,
    "test": test,
    "check": check,
    "bench": bench,
    "build": build,
    "lock": lock,
    "migration": migration,
}


def main() -> int:
    """Do what the first argument says."""
    if sys.version_info < (3, 11):  # noqa: UP036  whoever calls may have an older Python
        say(f"dev.py needs Python 3.11 or newer; this is {sys.version.split()[0]}")
        return 1
    name, *args = sys.argv[1:] or ["help"]
    if name not in COMMANDS:
        say((__doc__ or "").strip())
        return 0 if name in ("help", "-h", "--help") else 2
    return COMMANDS[name](args)


if __name__ == "__main__":
    sys.exit(main())
