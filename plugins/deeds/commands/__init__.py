"""What people say about good deeds: those who did them, those who check them."""

from . import checking as checking
from . import declaring as declaring
