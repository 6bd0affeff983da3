"""What is left of a letter in UTF-8 whose second byte looked like nothing: "cittÃ  di", "GarcÃa".

Of all letters that Windows-1252 shows with "Ã" first, "à" ends in a no-break space, which becomes a space or goes, and "í" in a
soft hyphen, which goes. The others leave a sign behind, or are capitals. So the letter is known where small letters stand around.
"""

from __future__ import annotations

from cleanup.checks._mojibake.draft import Change, Draft
from cleanup.checks._mojibake.lossy import stands_for_itself
from cleanup.text.judge import Judge
from cleanup.text.naturalness import model
from cleanup.text.patterns import later

_LEAD = "Ã"
# Of two spaces one was the letter's, and so is one before punctuation.
_A = later(rf"(?<![^\W\d_a-zß-ÿ]){_LEAD}(?: (?=[ .,;:!?)»”]|\Z|\n)|(?= [\w«“\"(])|(?<=\w{_LEAD})(?=\Z|\n))")
_I = later(rf"(?<=[a-zß-ÿ]){_LEAD}(?=[a-z])")


def may_be_lone(text: str) -> bool:
    """True where the text holds what may be left of such a letter."""
    return _LEAD in text and (_A().search(text) is not None or _I().search(text) is not None)


def restored(draft: Draft, judge: Judge) -> Draft:
    """The draft with the letters that the language has at these places. Nothing is restored where the language is not told."""
    if judge.told is None or not may_be_lone(draft.text):
        return draft
    alphabet = model(judge.told).alphabet
    changes = []
    for pattern, letter in ((_A(), "à"), (_I(), "í")):
        if letter not in alphabet or ("ã" in alphabet and judge.told != "pt"):
            continue
        for match in pattern.finditer(draft.text):
            start, end = match.span()
            if stands_for_itself(draft.text[:start] + letter + draft.text[end:], start, judge):
                changes.append(Change(start, end, letter))
    return draft.after(sorted(changes), "cp1252") if changes else draft
