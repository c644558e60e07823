"""Jobs that must be done once. ``python -m tests.faults.imported receive COUNT ROWS`` has files judged,
``apply`` brings those that are judged in, ``report`` prints as JSON what became of them."""

import json
import sys
import uuid
from collections import Counter

import django

django.setup()

from qbank.imports.services import start_apply  # noqa: E402
from qbank.imports.services.batches import configure, receive  # noqa: E402
from qbank.imports.services.steps import columns_step  # noqa: E402
from qbank.models import ImportBatch, Question  # noqa: E402
from qbank.spreadsheets.files.table import Reading  # noqa: E402
from tests import factories  # noqa: E402

MARK = "只做一次的任务"


def receive_all(count: int, rows_each: int) -> None:
    category = factories.make_category()
    actor = factories.make_user("hr", username="hr-imports")
    for number in range(count):
        rows = "".join(
            f"{MARK}：第{number}份第{row}题怎么做？,先听完再处理,{category.name}\n"
            for row in range(rows_each)
        )
        batch = receive(name=f"{number}.csv", data=f"题目,参考答案,分类\n{rows}".encode(), actor=actor)
        mapping = columns_step(batch).mapping
        configure(batch=batch, reading=Reading.from_json(batch.options), mapping=mapping, actor=actor)


def apply_all() -> None:
    actor = factories.make_user("hr", username=f"hr-{uuid.uuid4().hex[:8]}")
    for batch in ImportBatch.objects.filter(status="preview"):
        start_apply(batch=batch, actor=actor)


def report() -> None:
    texts = Counter(Question.objects.filter(text__startswith=MARK).values_list("text", flat=True))
    states = Counter(ImportBatch.objects.values_list("status", flat=True))
    twice = sum(number > 1 for number in texts.values())
    sys.stdout.write(json.dumps({"states": states, "questions": len(texts), "twice": twice}))


if __name__ == "__main__":
    {"receive": lambda: receive_all(*map(int, sys.argv[2:])), "apply": apply_all, "report": report}[
        sys.argv[1]
    ]()
