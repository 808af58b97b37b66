"""Opens a workbook with a password in LibreOffice itself: a macro, as its command line has no way."""

from __future__ import annotations

import subprocess
from pathlib import Path

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE %s PUBLIC "-//OpenOffice.org//DTD'
_HEAD += ' OfficeDocument 1.0//EN" "%s.dtd">\n'
_LIBRARY = """<library:library xmlns:library="http://openoffice.org/2000/library"
 library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Opening"/></library:library>"""
_MODULE = """<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Opening"
 script:language="StarBasic">
Sub Main
  Dim given(1) As New com.sun.star.beans.PropertyValue
  given(0).Name = "Password"
  given(0).Value = "%s"
  given(1).Name = "Hidden"
  given(1).Value = True
  Dim stored(0) As New com.sun.star.beans.PropertyValue
  stored(0).Name = "FilterName"
  stored(0).Value = "Calc MS Excel 2007 XML"
  On Error Goto Away
  Dim book As Object
  book = StarDesktop.loadComponentFromURL("%s", "_blank", 0, given())
  If Not IsNull(book) Then
    book.storeToURL("%s", stored())
    book.close(True)
  End If
Away:
  StarDesktop.terminate()
End Sub
</script:module>"""


def saved_without(soffice: str, path: Path, password: str, out: Path, profile: Path) -> bool:
    """Open a workbook with its password and save it plain; whether it could be opened."""
    _run(soffice, profile, "--terminate_after_init")  # it makes the folders of the macros
    folder = profile / "user" / "basic" / "Standard"
    library = _HEAD % ("library:library", "library") + _LIBRARY
    (folder / "script.xlb").write_text(library, encoding="utf-8")
    module = _MODULE % (password, path.as_uri(), out.as_uri())
    module = _HEAD % ("script:module", "module") + module
    (folder / "Opening.xba").write_text(module, encoding="utf-8")
    out.unlink(missing_ok=True)
    _run(soffice, profile, "macro:///Standard.Opening.Main")
    return out.is_file()


def _run(soffice: str, profile: Path, what: str) -> None:
    place = f"-env:UserInstallation={profile.as_uri()}"
    command = [soffice, place, "--headless", "--norestore", what]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
