"""A flood of sign-ins while people score: `python -m tests.faults.sign_in_flood [--seconds 20]`.

First everybody saves in peace, then strangers try passwords as fast as they can: from one address, and from
ever new ones (behind a proxy). Exits with 1 when a save failed, or when saves take more than ten times as
long as in peace.
"""

from __future__ import annotations

import argparse
import collections
import http.client
import itertools
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.load import TOKEN, Client, InThreads, Pressing, Tally, percentile
from tests.bench.site import running

#: How many times slower the median and the 95th percentile of a save may be.
BOUND = 10


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Flood(InThreads):
    """``with Flood(port, new_addresses=…, strangers=…) as flood:`` they try passwords without a pause."""

    def __init__(self, port: int, *, new_addresses: bool, strangers: int) -> None:
        self.port, self.new_addresses = port, new_addresses
        self.answers: collections.Counter[int | str] = collections.Counter()
        self._numbers = itertools.count()
        super().__init__([self._try] * strangers)

    def _try(self) -> None:
        while not self._over.is_set():
            number = next(self._numbers)
            address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
            sent = {"username": f"a{number}", "password": "wrong", "csrfmiddlewaretoken": TOKEN}
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"csrftoken={TOKEN}",
                "X-Forwarded-For": address if self.new_addresses else "203.0.113.1",
            }
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                connection.request("POST", "/accounts/sign-in/", urlencode(sent), headers)
                self.answers[connection.getresponse().status] += 1
                connection.close()
            except (OSError, http.client.HTTPException) as error:
                self.answers[type(error).__name__] += 1


def told(name: str, phase: Tally) -> str:
    median, late = (percentile(phase.seconds, share) * 1000 for share in (0.5, 0.95))
    return (
        f"  {name}: {len(phase.seconds)} saves, {len(phase.errors)} errors, "
        f"median {median:.1f} ms, p95 {late:.1f} ms"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--people", type=int, default=12)
    parser.add_argument("--strangers", type=int, default=16)
    options = parser.parse_args()
    fine = True
    with tempfile.TemporaryDirectory(prefix="qbank-flood-") as folder, running(Path(folder)) as site:
        site.stop()
        site.env["QBANK_PROXIES"] = "1"
        site.start()
        people = site.call("tests.bench.seed", str(options.people))
        with Pressing([Client(site.port, person) for person in people], pause=0.5) as pressing:
            time.sleep(3)
            pressing.next_phase()
            time.sleep(options.seconds)
            peace = pressing.next_phase()
            say(told("in peace", peace))
            for name, new_addresses in (("from one address", False), ("from ever new addresses", True)):
                with Flood(site.port, new_addresses=new_addresses, strangers=options.strangers) as flood:
                    time.sleep(options.seconds)
                    phase = pressing.next_phase()
                times = [
                    percentile(phase.seconds, share) / percentile(peace.seconds, share)
                    for share in (0.5, 0.95)
                ]
                say(told(f"flood {name}", phase))
                say(
                    f"    {times[0]:.1f} and {times[1]:.1f} times as long (at most {BOUND} wanted); sign-ins "
                    f"answered: {dict(flood.answers)}"
                )
                fine = fine and max(times) <= BOUND and not phase.errors
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
