"""The application server: half a request holds no thread, and nobody holds all connections."""

import contextlib
import http.client
import socket
import threading
import time

import pytest

from common.middleware.waited import seconds_waited
from home.serving import server as module
from home.serving.listening import ListenError, listen
from home.serving.server import Server

#: Seconds that the requests answered have waited for a thread.
waited: list[float] = []
HALF_HEADERS = b"GET / HTTP/1.1\r\nHost: x\r\nX-Half: "
HALF_BODY = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf"


@pytest.fixture
def gate():
    """Requests for /wait are answered once it is open."""
    return threading.Event()


@pytest.fixture
def serve(gate):
    """serve() starts a server with one thread on a port of its own and returns the port."""
    stop = threading.Event()
    running = []
    waited.clear()

    def application(environ, start_response):
        if (
            environ["PATH_INFO"] == "/wait"
            or environ["REQUEST_METHOD"] + environ["PATH_INFO"] == "POST/sign-in"
        ):
            gate.wait(20)
        waited.append(seconds_waited.get())
        body = environ["wsgi.input"].read()
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"%d bytes" % len(body)]

    def start(behind_proxy=False):
        listening = listen("127.0.0.1", 0)
        port = listening.getsockname()[1]
        server = Server(application, listening, threads=1, behind_proxy=behind_proxy, sign_in_path="/sign-in")
        thread = threading.Thread(target=server.serve_until, args=(stop.is_set,), kwargs={"grace": 2})
        thread.start()
        running.append(thread)
        return port

    yield start
    gate.set()
    stop.set()
    for thread in running:
        thread.join(20)
        assert not thread.is_alive()


def send(port, data):
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    connection.sendall(data)
    return connection


def ask(port, path="/", body=None, headers=None):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("POST" if body else "GET", path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()


def answered(connection):
    """The whole answer, which may come in pieces."""
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    return answer.status, answer.read()


def is_closed(connection):
    try:
        return connection.recv(100) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize("half", [HALF_HEADERS, HALF_BODY])
def test_half_sent_requests_keep_nobody_waiting(serve, half):
    port = serve()
    kept = [send(port, half) for _ in range(40)]
    assert ask(port, body=b"x" * 500_000) == (200, b"500000 bytes")
    for connection in kept:
        connection.close()


@pytest.mark.parametrize("half", [HALF_HEADERS, HALF_BODY])
def test_half_sent_requests_are_let_go_of(serve, half, monkeypatch):
    monkeypatch.setattr(module, "REQUEST_SECONDS", 0)
    monkeypatch.setattr(module, "LOOK_EVERY", 1)
    assert is_closed(send(serve(), half))


def test_a_request_in_pieces_arrives_whole(serve):
    connection = send(serve(), HALF_BODY)
    time.sleep(0.1)
    connection.sendall(b"x" * 996)
    assert answered(connection) == (200, b"1000 bytes")


def test_a_connection_on_which_nothing_happens_is_closed(serve, monkeypatch):
    monkeypatch.setattr(module, "IDLE_SECONDS", 0)
    monkeypatch.setattr(module, "LOOK_EVERY", 1)
    assert is_closed(send(serve(), b""))


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_answered_while_all_threads_wait(serve, path):
    port = serve()
    waiting = [send(port, b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(5)]
    assert ask(port, path)[0] == 200
    for connection in waiting:
        connection.close()


def test_sign_ins_wait_for_each_other_and_nobody_waits_for_them(serve, gate):
    """Each holds a thread while its password is checked; the site's only other one is free."""
    port = serve()
    sign_in = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx"
    waiting = [send(port, sign_in) for _ in range(5)]
    assert ask(port, body=b"a save") == (200, b"6 bytes")
    assert ask(port, "/sign-in")[0] == 200
    time.sleep(0.2)
    gate.set()
    assert [answered(connection)[0] for connection in waiting] == [200] * 5
    # They know how long they have waited: who is too many can be told so.
    assert min(sorted(waited)[-4:]) > 0.15
    for connection in waiting:
        connection.close()


def test_one_address_makes_room_for_itself_by_what_it_left_half_sent(serve, monkeypatch):
    monkeypatch.setattr(module, "CONNECTIONS_PER_ADDRESS", 5)
    port = serve()
    kept = [send(port, HALF_HEADERS) for _ in range(8)]
    assert ask(port)[0] == 200
    assert is_closed(kept[0])


def test_behind_a_proxy_all_have_its_address(serve, monkeypatch):
    monkeypatch.setattr(module, "CONNECTIONS_PER_ADDRESS", 2)
    port = serve(behind_proxy=True)
    kept = [send(port, HALF_BODY) for _ in range(8)]
    assert ask(port)[0] == 200
    kept[0].sendall(b"x" * 996)
    assert answered(kept[0]) == (200, b"1000 bytes")


def test_a_running_request_is_finished_before_the_end(serve, gate):
    port = serve()
    connection = send(port, b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n")
    time.sleep(0.2)
    gate.set()
    assert answered(connection)[0] == 200


def test_headers_and_bodies_have_bounds(serve, monkeypatch):
    monkeypatch.setattr(module, "BODY_BYTES", 100_000)
    port = serve()
    assert ask(port, headers={"X-Long": "x" * module.HEADER_BYTES})[0] == 431
    assert answered(send(port, HALF_BODY.replace(b"1000", b"100001")))[0] == 413


def test_a_port_in_use_is_told_with_another_one(serve):
    port = serve()
    with pytest.raises(ListenError, match=f"Port {port} .* in use .*PORT={port + 1}"):
        listen("127.0.0.1", port)


def test_an_address_of_another_machine_is_told():
    with pytest.raises(ListenError, match=r"no address nowhere\.invalid"):
        listen("nowhere.invalid", 8000)
