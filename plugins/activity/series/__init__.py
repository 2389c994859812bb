"""Recurring activities: their rules in plain words, occurrences made ahead, who comes to all of them, and what changes."""
