"""How much query time each client has used."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from kg.errors import QuotaError


class Meter:
    """How much time each client has used; what it may use comes back evenly over a minute."""

    _CLIENTS = 10_000  # remembered; the one not seen for longest is forgotten

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._used: OrderedDict[str, tuple[float, float]] = OrderedDict()  # client → seconds used, at what time

    def check(self, client: str) -> None:
        """Raise QuotaError for a client that has nothing left."""
        used = self._now_used(client)
        if self._seconds and used >= self._seconds:
            wait = (used - self._seconds) * 60 / self._seconds + 1
            raise QuotaError(f"{self._seconds:g} seconds of query time a minute are used up", wait)

    def charge(self, client: str, seconds: float) -> None:
        """Let a client pay."""
        self._used[client] = self._now_used(client) + seconds, self._clock()
        self._used.move_to_end(client)
        if len(self._used) > self._CLIENTS:
            self._used.popitem(last=False)

    def _now_used(self, client: str) -> float:
        used, at = self._used.get(client, (0.0, 0.0))
        return max(0.0, used - (self._clock() - at) * self._seconds / 60)
