"""``python -m tests.bench.hostile_jobs COUNT ROUND``: documents and spreadsheets that nobody writes are
brought in and waited for; what became of all so far, as JSON."""

import json
import sys
import time
from collections import Counter
from itertools import cycle, islice

import django

django.setup()

from qbank.imports.services.batches import configure, receive  # noqa: E402
from qbank.imports.services.states import WORKING  # noqa: E402
from qbank.imports.services.steps import columns_step  # noqa: E402
from qbank.models import DocumentUpload, ImportBatch  # noqa: E402
from qbank.sources.services.uploads import receive_upload  # noqa: E402
from qbank.spreadsheets.files.table import Reading  # noqa: E402
from tests import factories  # noqa: E402

#: Repeated to a hundred thousand characters each.
UNITS = ("（", " ", "[", ",;?!", "1、", "| ", "a ", "\n", "答：", "1、你会怎么做？\n答：先听完。\n")
SIZE = 100_000


def main() -> None:
    actor = factories.make_user("hr", username=f"hr-round-{sys.argv[2]}")
    for number, unit in enumerate(islice(cycle(UNITS), int(sys.argv[1]))):
        text = f"客服主管面试题 {sys.argv[2]} {number}\n1、你会怎么带新人？\n答：先听完。\n" + unit * (
            SIZE // len(unit)
        )
        receive_upload(name=f"{number}.txt", data=text.encode(), actor=actor)
        rows = "".join(f"第{sys.argv[2]}轮第{number}次第{row}题怎么做？,{unit * 50}\n" for row in range(500))
        batch = receive(name=f"{number}.csv", data=f"题目,参考答案\n{rows}".encode(), actor=actor)
        reading = Reading.from_json(batch.options)
        configure(batch=batch, reading=reading, mapping=columns_step(batch).mapping, actor=actor)
    while (
        DocumentUpload.objects.filter(status="waiting").exists()
        or ImportBatch.objects.filter(status__in=WORKING).exists()
    ):
        time.sleep(0.5)
    became = Counter(
        f"document {status}" for status in DocumentUpload.objects.values_list("status", flat=True)
    )
    became.update(f"spreadsheet {status}" for status in ImportBatch.objects.values_list("status", flat=True))
    sys.stdout.write(json.dumps(became))


main()
