"""What people say about themselves, their community, its groups, offices, teams and settings."""

from . import community as community

# isort: split
# What is declared first is shown first in the menu: of the offices, appointing.
from . import absence as absence
from . import behalf as behalf
from . import binding as binding
from . import file as file
from . import one_person as one_person
from . import personal as personal
from . import presets as presets
from . import profile as profile
from . import registration as registration
from . import skills as skills
from . import teams as teams
