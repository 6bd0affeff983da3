"""What the checks ``mojibake`` and ``html-entity`` share: undoing a wrong reading, with exact places."""
