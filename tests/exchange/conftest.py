"""Data files of two offices and of their province; workbooks saved again by LibreOffice."""

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def dak_ha(make_office):
    return make_office("dakha", "615")


@pytest.fixture
def dak_to(make_office):
    return make_office("dakto", "612")


@pytest.fixture
def province(make_office):
    return make_office("tinh", "51", role="province")


@pytest.fixture(scope="session")
def profile(tmp_path_factory):
    return tmp_path_factory.mktemp("libreoffice")


@pytest.fixture
def resaved(tmp_path, profile):
    """Save a workbook again in LibreOffice, without a window; skip where it is missing."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed here")

    def save(path: Path, kind: str = "xlsx:Calc MS Excel 2007 XML") -> Path:
        out = tmp_path / "resaved"
        subprocess.run(
            [
                str(SOFFICE),
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(out),
                str(path),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return out / path.name

    return save
