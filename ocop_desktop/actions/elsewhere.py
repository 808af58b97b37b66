"""Files of units that lie in another province: taken in only when somebody says that they belong.

A file of a neighbouring province looks like any other and would fill the register with hundreds of
foreign records. It is asked about once: an installation that is known here is not asked about again.
"""

from __future__ import annotations

from collections.abc import Collection

from ocop_desktop.exchange.about import About
from ocop_desktop.messages import Trouble
from ocop_desktop.places import Places


def check_province(
    places: Places, about: About, here: str, file: str, accepted: Collection[str]
) -> None:
    """Raise Trouble("unit_elsewhere") where the sender's unit lies in another province.

    `here` is the receiver's unit; `accepted` may hold keys of units that somebody accepted. A unit
    that no list of places knows is nobody's neighbour: it is taken in.
    """
    home, theirs = places.province_of(here), places.province_of(about.unit)
    if home is None or theirs is None or home == theirs or about.unit in accepted:
        return
    raise Trouble(
        "unit_elsewhere",
        file=file,
        unit=places.unit_title(about.unit),
        province=places.unit_title(theirs),
        home=places.unit_title(home),
        key=about.unit,
    )
