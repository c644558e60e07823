"""One process of the application server; `serve` starts some of them with the workers."""

from __future__ import annotations

import os
import signal
import socket
import time
from contextlib import suppress
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.servers.basehttp import get_internal_wsgi_application
from django.urls import reverse

from home.serving.listening import ListenError, listen
from home.serving.parent import GRACE, end_with_parent
from home.serving.server import Server


class Command(BaseCommand):
    help = "One process of the application server, on HOST:PORT."

    stopping = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--socket", type=int, help="an inherited socket that listens already")
        parser.add_argument(
            "--pulse", type=int, help="an inherited pipe: a byte a second says that it goes on"
        )

    def handle(self, *args: Any, socket: int | None, pulse: int | None, **options: Any) -> None:
        end_with_parent()
        self.pulse, self.beaten_at = pulse, 0.0
        server = Server(
            get_internal_wsgi_application(),
            self._listening(socket),
            threads=settings.THREADS,
            behind_proxy=settings.PROXIES > 0,
            sign_in_path=reverse(settings.LOGIN_URL),
        )
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._stop)
        server.serve_until(self._is_over, grace=GRACE - 2)

    def _listening(self, number: int | None) -> socket.socket:
        if number is not None:
            return socket.socket(fileno=number)
        try:
            return listen(settings.HOST, settings.PORT)
        except ListenError as error:
            raise CommandError(str(error)) from error

    def _is_over(self) -> bool:
        if self.pulse is not None and time.monotonic() - self.beaten_at >= 1:
            self.beaten_at = time.monotonic()
            # Full when `serve` has no time to read.
            with suppress(OSError):
                os.write(self.pulse, b".")
        return self.stopping

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping = True
