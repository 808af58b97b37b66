"""The mark of a draft in a Word file: the watermark that Word itself knows, behind every page.

Word makes a watermark of a shape in the headers and finds it by its name, so that an office takes
it off with Word's own command once the paper is final.
"""

from __future__ import annotations

from pathlib import Path

import docx
from docx.oxml import parse_xml

from ocop_desktop.documents.word.paragraphs import FACE

NAME = "PowerPlusWaterMarkObject"
WIDTH, HEIGHT = 430, 110
"""Points of the letters, before they are turned."""

SHAPE = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
     xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
  <w:rPr><w:noProof/></w:rPr>
  <w:pict>
    <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
        path="m@7,l@8,m@5,21600l@6,21600e">
      <v:formulas>
        <v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
        <v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
        <v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
        <v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>
        <v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/>
      </v:formulas>
      <v:path textpathok="t" o:connecttype="custom"
          o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
      <v:textpath on="t" fitshape="t"/>
      <o:lock v:ext="edit" text="t" shapetype="t"/>
    </v:shapetype>
    <v:shape id="{name}{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136"
        style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;\
rotation:315;z-index:-251658752;mso-position-horizontal:center;\
mso-position-horizontal-relative:margin;mso-position-vertical:center;\
mso-position-vertical-relative:margin"
        o:allowincell="f" fillcolor="silver" stroked="f">
      <v:fill opacity=".5"/>
      <v:textpath style="font-family:&quot;{face}&quot;;font-size:1pt" string="{words}"/>
    </v:shape>
  </w:pict>
</w:r>
"""


def mark_draft(file: Path, words: str) -> None:
    """Write the mark behind every page of a Word file."""
    made = docx.Document(str(file))
    section = made.sections[0]  # those after it take its headers over
    for number, header in enumerate((section.header, section.first_page_header), start=1):
        shape = SHAPE.format(
            name=NAME,
            number=number,
            spid=2048 + number,
            width=WIDTH,
            height=HEIGHT,
            face=FACE,
            words=words,
        )
        header.is_linked_to_previous = False
        header.paragraphs[0]._p.append(parse_xml(shape))  # noqa: SLF001 (no shapes in python-docx)
    made.save(str(file))
