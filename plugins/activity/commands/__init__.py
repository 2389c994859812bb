"""What people say about activities, by noun."""

from . import adding as adding
from . import calendar as calendar
from . import capacity as capacity
from . import chain as chain
from . import checkin as checkin
from . import confirming as confirming
from . import division as division
from . import leading as leading
from . import lists as lists
from . import month as month
from . import moving as moving
from . import objections as objections
from . import own as own
from . import partner as partner
from . import poster as poster
from . import publication as publication
from . import record as record
from . import roll as roll
from . import rota as rota
from . import seats as seats
from . import series as series
from . import series_changes as series_changes
from . import series_days as series_days
from . import signup as signup
from . import standing as standing
from . import taking_back as taking_back
