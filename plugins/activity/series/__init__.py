"""Recurring activities: their rules in plain words, occurrences made ahead, who comes to all of them, and what changes."""

from . import making as making
from . import opening as opening
from . import renewing as renewing
from . import same_person as same_person
from . import without_person as without_person
