"""What people say about notices: staff that writes them, those who read them, those who carry them further."""

from . import bulletin as bulletin
from . import forwarding as forwarding
from . import versions as versions
