"""The names of the check and of its rules, in the order in which a fix with several faults is named after one of them."""

from __future__ import annotations

NAME = "quotes"
RULES = {
    "wrong-mark": "A quotation mark is not of the kind that belongs there.",
    "wrong-space": "A space stands on the wrong side of a quotation mark, or is missing.",
    "doubled-mark": "Two marks stand where one belongs.",
    "doubled-punctuation": "The same stop stands before and after a closing mark.",
    "wrong-apostrophe": "An apostrophe is not of the kind that the text uses.",
    "lost-mark": "A quotation mark has lost its partner.",
}
