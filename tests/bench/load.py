"""Interviewers at their keyboards: threads that save over kept connections, and what came of it."""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Self

TOKEN = "t" * 32
FIELDS = ("notes", "evidence", "reason")


@dataclass
class Tally:
    """What one client did: seconds of each answer, what went wrong, ids that were acknowledged, and by
    (item, field) the last value that was."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    last: dict[tuple[int, str], str] = field(default_factory=dict)


class Client:
    """One signed-in interviewer with one connection, which is made anew after it broke."""

    def __init__(self, port: int, person: dict[str, Any], *, first: bool = True) -> None:
        """``first``: nobody saved for this person before; otherwise changes come without their base."""
        self.port, self.person, self.tally, self.first = port, person, Tally(), first
        self._connection: http.client.HTTPConnection | None = None
        self._count = 0
        self._bases: dict[tuple[int, str], str] = {}

    def autosave(self) -> None:
        """One sentence more in one of the text fields, as a browser sends it."""
        items = self.person["items"]
        item = items[self._count % len(items)]
        name = FIELDS[self._count // len(items) % len(FIELDS)]
        self._count += 1
        place, change = (item, name), str(uuid.uuid4())
        value = f"第 {self._count} 次保存：候选人说先道歉，再核实，最后跟进。" * 3
        body: dict[str, Any] = {"id": change, "item": item, "field": name, "value": value}
        if self.first or place in self._bases:
            body["base"] = self._bases.get(place)
        sent = {"seat": self.person["seat"], "device": "bench", "changes": [body]}
        if self._post(f"/interviews/{self.person['interview']}/score/save/", sent, change):
            self._bases[place] = change
            self.tally.last[place] = value

    def bare(self) -> None:
        """The same load for the bare view."""
        self._count += 1
        change = str(uuid.uuid4())
        value = f"第 {self._count} 次保存：候选人说先道歉，再核实，最后跟进。" * 3
        self._post(
            "/bench/bare/", {"id": change, "response": self.person["response"], "value": value}, change
        )

    def _post(self, path: str, sent: dict[str, Any], change: str) -> bool:
        began = time.perf_counter()
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            headers = {
                "Content-Type": "application/json",
                "Cookie": f"sessionid={self.person['session']}; csrftoken={TOKEN}",
                "X-CSRFToken": TOKEN,
            }
            self._connection.request("POST", path, json.dumps(sent), headers)
            answer = self._connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection = None
            self.tally.errors.append(type(error).__name__)
            return False
        self.tally.seconds.append(time.perf_counter() - began)
        if answer.status != 200 or change not in json.loads(body)["acknowledged"]:
            self.tally.errors.append(f"{answer.status} {body[:200]!r}")
            return False
        self.tally.acknowledged.append(change)
        return True


def press(
    clients: Sequence[Client], send: Callable[[Client], None], seconds: float, pause: float = 0
) -> float:
    """Let every client act again and again for ``seconds``, with ``pause`` from one beginning to the next
    (0: at once). Returns how long it really took."""
    end = time.monotonic() + seconds

    def work(client: Client, delay: float) -> None:
        next_at = time.monotonic() + delay
        while (now := time.monotonic()) < end:
            if now < next_at:
                time.sleep(min(next_at, end) - now)
                continue
            next_at = max(next_at + pause, now) if pause else now
            send(client)

    delays = [pause * number / len(clients) for number in range(len(clients))]
    threads = [
        threading.Thread(target=work, args=pair, daemon=True) for pair in zip(clients, delays, strict=True)
    ]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - began


class InThreads:
    """``with`` it, its threads run until the block ends: each looks whether it is ``_over``."""

    def __init__(self, works: Iterable[Callable[[], None]]) -> None:
        self._over = threading.Event()
        self._threads = [threading.Thread(target=work, daemon=True) for work in works]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


class Pressing(InThreads):
    """``with Pressing(clients, pause):`` they autosave until its end, measured phase by phase."""

    def __init__(self, clients: Sequence[Client], pause: float) -> None:
        super().__init__(partial(self._work, client) for client in clients)
        self.clients, self.pause = clients, pause

    def _work(self, client: Client) -> None:
        while not self._over.wait(self.pause):
            client.autosave()

    def next_phase(self) -> Tally:
        """End a phase and begin another: the seconds and errors of all in the ended one."""
        ended, whole = [client.tally for client in self.clients], Tally()
        for client in self.clients:
            client.tally = Tally()
        for tally in ended:
            whole.seconds += tally.seconds
            whole.errors += tally.errors
        return whole


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0–1) of them lie; 0 of none."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0


def seconds_of(clients: Sequence[Client]) -> list[float]:
    return [seconds for client in clients for seconds in client.tally.seconds]


def errors_of(clients: Sequence[Client]) -> list[str]:
    return [error for client in clients for error in client.tally.errors]
