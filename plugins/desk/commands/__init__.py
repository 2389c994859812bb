"""What those say who keep the bot running."""

from . import backup as backup
from . import figures as figures
from . import handover as handover
from . import outbox as outbox
from . import status as status
