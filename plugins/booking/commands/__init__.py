"""What people say to book, what leaders say to open and to see the bookings."""

from . import booking as booking
from . import changing as changing
from . import offering as offering
from . import sheet as sheet
