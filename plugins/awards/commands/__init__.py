"""What people say about assessments and certificates."""

from . import assessing as assessing
from . import certifying as certifying
from . import objecting as objecting
from . import showing as showing
from . import verifying as verifying
