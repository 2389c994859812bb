"""What people say about a need, by noun."""

from . import asking as asking
from . import hands as hands
from . import looking as looking
from . import rating as rating
from . import replying as replying
from . import suspending as suspending
