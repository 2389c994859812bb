"""What people say about tickets, by who says it: those who handle them, those who asked, staff."""

from . import asking as asking
from . import handling as handling
from . import lists as lists
from . import staff as staff
