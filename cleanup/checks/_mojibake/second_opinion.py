"""ftfy's answer, for documents whose language is not known: what the model cannot judge, its heuristic may.

Only ``fix_encoding`` and ``badness`` are used; they give no places, so the places come from comparing the two lines.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from cleanup.checks._mojibake.draft import Change, Draft

_LONGEST = 600  # code points of a line that is compared character by character
STEP = "?"  # the step of a chain that ftfy found: which charset it was is not told


def looks_bad(text: str) -> bool:
    """True when ftfy sees a sequence that only damage has."""
    from ftfy.badness import is_bad

    return bool(is_bad(text))


def second_opinion(original: Draft, draft: Draft) -> Draft:
    """The draft, or ftfy's reading of the line where that leaves less that looks bad."""
    if len(original.text) > _LONGEST or not looks_bad(draft.text):
        return draft
    from ftfy import fix_encoding
    from ftfy.badness import badness

    fixed = fix_encoding(original.text)
    if fixed == original.text or badness(fixed) >= badness(draft.text):
        return draft
    matcher = SequenceMatcher(None, original.text, fixed, autojunk=False)
    changes = [
        Change(a, b, fixed[c:d], "\N{REPLACEMENT CHARACTER}" in fixed[c:d])
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal" and b > a
    ]
    return original.after(changes, STEP) if changes else draft
