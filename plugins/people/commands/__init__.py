"""What people say about themselves, their community, its groups, offices, teams and settings."""

from . import absence as absence
from . import community as community
from . import profile as profile
from . import registration as registration
