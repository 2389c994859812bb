"""What people say about hazards, by what it is about."""

from . import categories as categories
