"""People whose browsers keep what was not acknowledged and send it again, as the scoring page does."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.bench.load import Client


class Persistent(Client):
    """Sends a change again, to the next of ``ports``, until it is acknowledged."""

    def __init__(self, ports: Sequence[int], person: dict[str, Any]) -> None:
        super().__init__(ports[0], person, first=False)
        self._ports = list(ports)
        #: When each save was acknowledged, and how many seconds it took in all.
        self.acknowledged_at: list[float] = []
        self.waited: list[float] = []
        self.is_over = threading.Event()

    def _post(self, path: str, sent: dict[str, Any], change: str) -> bool:
        began = time.monotonic()
        while not super()._post(path, sent, change):
            if self.is_over.is_set():
                return False
            self._ports = [*self._ports[1:], self._ports[0]]
            self.port, self._connection = self._ports[0], None
            time.sleep(0.3)
        self.acknowledged_at.append(time.monotonic())
        self.waited.append(time.monotonic() - began)
        return True

    def work(self) -> None:
        """Save every second until it is over."""
        while not self.is_over.is_set():
            self.autosave()
            self.is_over.wait(1)


@contextmanager
def saving(clients: Sequence[Persistent]) -> Iterator[None]:
    """They save until the end of the block."""
    threads = [threading.Thread(target=client.work, daemon=True) for client in clients]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for client in clients:
            client.is_over.set()
        for thread in threads:
            thread.join(60)
