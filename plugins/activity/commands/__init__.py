"""What people say about activities, by noun."""

from . import adding as adding
from . import capacity as capacity
from . import leading as leading
from . import lists as lists
from . import publication as publication
from . import roll as roll
from . import signup as signup
from . import taking_back as taking_back
