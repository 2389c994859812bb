"""What people say in this room."""

from . import boards as boards
from . import corrections as corrections
from . import savings as savings
