"""Plain sentences: what people mean who never read a help page. Rules and declared words only; see ``understanding``."""

from .here import Here, Thing
from .meant import Guess, Meant
from .understanding import understand

__all__ = ["Guess", "Here", "Meant", "Thing", "understand"]
