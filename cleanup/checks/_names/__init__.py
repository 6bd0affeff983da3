"""What the two name checks share: entries, the matcher, the words around a match."""
