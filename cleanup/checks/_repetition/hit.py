"""What the parts of the check share."""

from __future__ import annotations

import re

from cleanup.records import record

LOOP = 4  # times in a row that make a loop
SHORT = 5  # code points: a short word with a comma ("whoa,", "no,") is called out often and needs more to be a loop
LOOP_OF_SHORT = 6
LINE = 40  # … of a paragraph; a shorter line may be a refrain or a table

BEGINS_SENTENCE = re.compile(r"(?:\A|[.!?…:\n][\"'’”»“«„‘‚)\] \n]*|[\"“«„‘‚(¿¡–—-][ ]?)\Z")
LETTER = re.compile(r"[^\W\d_]")


@record
class Hit:
    """What repeats from ``start`` to ``end``: its first time ends at ``first``; ``times`` in a row."""

    rule: str
    start: int
    first: int
    end: int
    times: int
