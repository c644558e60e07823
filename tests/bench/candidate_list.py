"""``python -m tests.bench.candidate_list ROWS``: a list is brought in; the seconds of each step, as JSON."""

import json
import sys
import time

import django

django.setup()

from interviews.candidates.services import imports  # noqa: E402
from interviews.candidates.services.import_applying import apply_import  # noqa: E402
from tests import factories  # noqa: E402


def main() -> None:
    count = int(sys.argv[1])
    actor = factories.make_user("hr")
    lines = [
        f"候选人{number},客服经理,c{number}@example.com,1380{number:07},内部推荐" for number in range(count)
    ]
    data = "\n".join(["姓名,应聘职位,邮箱,电话,备注", *lines]).encode()
    began = time.perf_counter()
    batch = imports.receive_list(actor=actor, name="list.csv", data=data)
    received = time.perf_counter()
    options = imports.ImportOptions.from_batch(batch)
    changed = imports.ImportOptions(options.reading, options.columns, creates=True)
    batch = imports.change_options(actor=actor, batch=batch, options=changed)
    seen = imports.fingerprint(imports.judge_rows(batch))
    judged = time.perf_counter()
    created = apply_import(actor=actor, batch=batch, seen_fingerprint=seen)
    applied = time.perf_counter()
    assert created == count
    steps = {"receive": received - began, "judge": judged - received, "apply": applied - judged}
    sys.stdout.write(json.dumps({step: round(seconds, 2) for step, seconds in steps.items()}))


main()
