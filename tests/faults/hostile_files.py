"""Hostile files at every door while 12 people save: `python -m tests.faults.hostile_files`, on SQLite.

Documents, spreadsheets, lists of candidates, scoring forms and logos that nobody makes are sent to the pages
that take them, two at a time, again and again. Meanwhile no save may fail, 95 % of the saves take at most
three times what they took before, and each file gets an answer that is no error 500. Starts a site of its own
on 127.0.0.1 and removes it. Exits with 1 where that does not hold.
"""

from __future__ import annotations

import argparse
import http.client
import io
import os
import struct
import sys
import tempfile
import threading
import time
import uuid
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.bench.load import TOKEN, Client, Pressing, percentile
from tests.bench.site import running

MOST_TIMES = 3.0
SENDERS = 2
#: Seconds that a sender waits between two files: people's hands are slow, and the browser is too.
PAUSE = 0.5
UNITS = ("（", " ", "[", ",;?!", "1、", "| ", "答：", '"', "=1+", "\t")
SIZE = 400_000


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def picture(width: int, height: int) -> bytes:
    """A PNG that says it is that large, in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def workbooks() -> Iterator[bytes]:
    bomb = b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * 2_000_000
    yield zipped({"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": bomb})
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    evil = f'<!DOCTYPE w [<!ENTITY a0 "x">{entities}]><worksheet>&a8;</worksheet>'.encode()
    yield zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": evil})
    yield b"PK\x03\x04" + os.urandom(200_000)


def documents() -> Iterator[bytes]:
    yield zipped({"word/document.xml": b"<w:p>" * 1_000_000})
    yield zipped({"word/document.xml": b"<w:t>" + b" " * 30_000_000})


def doors(interview: int) -> list[tuple[str, str, str, bytes]]:
    """(address, field, file name, content) of every kind of file at every door."""
    texts = [f"1、你会怎么带新人？\n答：先听完。\n{unit * (SIZE // len(unit))}".encode() for unit in UNITS]
    tables = [
        f"题目,参考答案\n{''.join(f'第{row}题怎么做？,{unit * 60}' + chr(10) for row in range(800))}".encode()
        for unit in UNITS
    ]
    people = ["".join(f"{unit * 40}{row},a@b.c,{unit * 40}\n" for row in range(800)) for unit in UNITS]
    lists = [f"姓名,邮箱,电话\n{rows}".encode() for rows in people]
    form = f"/interviews/{interview}/score/upload/"
    return [
        *(("/bank/uploads/new/", "file", "a.txt", text) for text in texts),
        *(("/bank/uploads/new/", "file", "a.docx", document) for document in documents()),
        *(("/bank/imports/new/", "file", "a.csv", table) for table in tables),
        *(("/bank/imports/new/", "file", "a.xlsx", workbook) for workbook in workbooks()),
        *(("/interviews/candidates/import/", "file", "a.csv", rows) for rows in lists),
        *(("/interviews/candidates/import/", "file", "a.xlsx", workbook) for workbook in workbooks()),
        *((form, "file", "a.xlsx", workbook) for workbook in workbooks()),
        ("/interviews/company/", "logo_file", "a.png", picture(30_000, 30_000)),
        ("/interviews/company/", "logo_file", "a.png", os.urandom(400_000)),
    ]


def send(port: int, session: str, door: tuple[str, str, str, bytes]) -> int:
    """The status of the answer."""
    address, field, name, content = door
    border = uuid.uuid4().hex
    head = f'--{border}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request(
            "POST",
            address,
            head.encode() + content + f"\r\n--{border}--\r\n".encode(),
            {
                "Content-Type": f"multipart/form-data; boundary={border}",
                "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
                "X-CSRFToken": TOKEN,
            },
        )
        return connection.getresponse().status
    finally:
        connection.close()


def attack(port: int, people: list[dict[str, Any]], session: str, seconds: float) -> Counter[tuple[str, int]]:
    """How often each door gave each answer."""
    answers: Counter[tuple[str, int]] = Counter()
    files = doors(people[-1]["interview"])
    end = time.monotonic() + seconds

    def work(number: int) -> None:
        for door in cycle(files[number::SENDERS]):
            if time.monotonic() > end:
                return
            # A scoring form is sent by whoever sits in that interview.
            who = people[-1]["session"] if "/score/" in door[0] else session
            answers[door[0], send(port, who, door)] += 1
            time.sleep(PAUSE)

    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="qbank-faults-") as folder, running(Path(folder)) as site:
        people = site.call("tests.bench.seed", "13")
        session = site.call("tests.faults.hr_session")["session"]
        clients = [Client(site.port, person, first=False) for person in people[:12]]
        with Pressing(clients, pause=0.5) as pressing:
            time.sleep(5)
            pressing.next_phase()
            time.sleep(options.seconds / 3)
            before = pressing.next_phase()
            answers = attack(site.port, people, session, options.seconds)
            during = pressing.next_phase()
    for (address, status), number in sorted(answers.items()):
        print(f"{address}: {number} × {status}")
    calm, under = percentile(before.seconds, 0.95), percentile(during.seconds, 0.95)
    print(f"saves: {len(during.seconds)}, {len(during.errors)} errors {sorted(set(during.errors))[:2]}")
    print(f"95 % within {calm * 1000:.0f} ms before, {under * 1000:.0f} ms beside the files")
    broken = [status for _address, status in answers if status >= 500]
    return 1 if during.errors or broken or under > MOST_TIMES * calm else 0


if __name__ == "__main__":
    sys.exit(main())
