"""How long the request that this thread answers has waited for the thread."""

from contextvars import ContextVar
from typing import Final

#: Seconds. Set by the application server (home/serving/server.py); other servers leave it at none.
seconds_waited: Final[ContextVar[float]] = ContextVar("seconds_waited", default=0.0)
