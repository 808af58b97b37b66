"""Made-up records for trying the program out, and real products as published: pure data.

`plan` makes up an office's records, `published` tells of real ones. Both give samples in an order
in which every link points to a sample given before or later in the same run; the same seed gives
the same records.
"""

from ocop_desktop.samples.maker import Sample
from ocop_desktop.samples.plan import plan
from ocop_desktop.samples.published import published
from ocop_desktop.samples.scans import scan_of

__all__ = ["Sample", "plan", "published", "scan_of"]
