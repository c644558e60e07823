"""A service of robots on this machine, which keeps what it was sent."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from interviews.models import GroupRobot
from interviews.planning.services.encrypted_texts import encrypt


class RobotService:
    """Answers with ``status`` and ``answer``; with ``status`` None it closes the connection unanswered."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.status: int | None = 200
        self.answer: object = {"errcode": 0}
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                service.sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                if service.status is None:
                    return
                body = json.dumps(service.answer).encode()
                self.send_response(service.status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """The tests say what happened."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_port}"

    @property
    def texts(self) -> list[str]:
        return [sent["text"]["content"] for sent in self.sent]


@pytest.fixture
def service(settings) -> Iterator[RobotService]:
    robots = RobotService()
    settings.ROBOT_HOSTS = [robots.host]
    thread = threading.Thread(target=robots.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield robots
    robots.server.shutdown()
    robots.server.server_close()
    thread.join()


@pytest.fixture
def robot(service: RobotService) -> GroupRobot:
    """Speaks of everything, in English, and names nobody."""
    return GroupRobot.objects.create(
        name="客服面试群",
        service=GroupRobot.Service.WECOM,
        encrypted_address=encrypt(f"http://{service.host}/cgi-bin/webhook/send?key=1"),
        kinds=["planned", "changed", "cancelled", "coming", "open", "submitted"],
        language="en",
    )
