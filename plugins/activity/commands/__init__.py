"""What people say about activities, by noun."""

from . import leading as leading
from . import lists as lists
from . import publication as publication
from . import roll as roll
from . import signup as signup
