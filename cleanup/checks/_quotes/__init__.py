"""The parts of the check ``quotes``: marks in a text, their roles, the document's convention, the edits."""
