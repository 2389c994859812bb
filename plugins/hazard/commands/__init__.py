"""What people say about hazards, by what it is about."""

from . import categories as categories
from . import figures as figures
from . import own as own
from . import reporting as reporting
