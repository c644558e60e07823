"""Makes qbank/documents/restoring/familiar.txt: which characters stand beside each other in Chinese.

    python .ci/familiar_pairs.py WORDS

From the four documents as restored, their rubrics, the Chinese texts of the interface, and WORDS: a list of
words with their frequencies, one ``word frequency …`` a line. The table in the repository was made with that
of jieba 0.42.1 (``jieba/dict.txt``; MIT licence, copyright 2013 Sun Junyi), of words met fifty times or more.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from qbank.documents.reading.decode import read_document  # noqa: E402 (the path comes first)
from qbank.documents.restoring.corrections import fingerprint, load_corrections  # noqa: E402
from qbank.documents.restoring.familiar import is_common  # noqa: E402
from qbank.documents.restoring.restore import restore  # noqa: E402

HEAD = """\
# What stands beside each other: a character, those that often follow it, a space, those that also do.
# Made by .ci/familiar_pairs.py from this project's texts and the word list of jieba 0.42.1
# (https://github.com/fxsjy/jieba, MIT licence, copyright 2013 Sun Junyi).
"""
MARKS = frozenset("，。；：？！、“”（）《》")
LEAST_OF_A_WORD = 50
LEAST_OF_A_FREQUENT_PAIR = 300
#: Which sentence ends with which character is chance, unless it was met twice.
LEAST_BESIDE_A_MARK = 2


def texts() -> Iterator[str]:
    """The project's own Chinese texts."""
    fixtures = ROOT / "fixtures"
    corrections = load_corrections(fixtures / "corrections.json")
    for path in sorted((fixtures / "documents").glob("*.txt")):
        data = path.read_bytes()
        yield restore(read_document(data, path.name), corrections[fingerprint(data)]).text
    for path in sorted((fixtures / "rubrics").glob("*.json")):
        yield from strings(json.loads(path.read_text("utf-8")))
    catalogue = (ROOT / "locale/zh_Hans/LC_MESSAGES/django.po").read_text("utf-8")
    for literals in re.findall(r'^msgstr(?:\[0\])? ((?:".*"\n)+)', catalogue, re.MULTILINE):
        yield "".join(ast.literal_eval(line) for line in literals.splitlines())


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings(list(value.values()))
    elif isinstance(value, list):
        for entry in value:
            yield from strings(entry)


def pairs(lines: Iterable[str], words: Iterable[str]) -> tuple[set[str], set[str]]:
    """The familiar pairs, and those of them that are frequent."""
    met = Counter(left + right for text in lines for left, right in pairwise(text) if counts(left, right))
    in_words: Counter[str] = Counter()
    frequencies: Counter[str] = Counter()
    for line in words:
        word, frequency = line.split()[:2]
        for left, right in pairwise(word):
            if is_common(left) and is_common(right):
                in_words[left + right] += int(frequency) >= LEAST_OF_A_WORD
                frequencies[left + right] += int(frequency)
    familiar = {
        pair for pair, number in met.items() if number >= LEAST_BESIDE_A_MARK or not set(pair) & MARKS
    }
    familiar |= {pair for pair, number in in_words.items() if number}
    return familiar, {pair for pair in familiar if frequencies[pair] >= LEAST_OF_A_FREQUENT_PAIR}


def counts(left: str, right: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" or c in MARKS for c in (left, right))


def main() -> None:
    familiar, frequent = pairs(texts(), Path(sys.argv[1]).read_text("utf-8").splitlines())
    followers: defaultdict[str, list[str]] = defaultdict(list)
    for pair in sorted(familiar):
        followers[pair[0]].append(pair[1])
    lines = []
    for left, rights in sorted(followers.items()):
        often = "".join(right for right in rights if left + right in frequent)
        also = "".join(right for right in rights if left + right not in frequent)
        lines.append(f"{left}{often} {also}".rstrip() + "\n")
    target = ROOT / "qbank/documents/restoring/familiar.txt"
    target.write_text(HEAD + "".join(lines), "utf-8")
    size = target.stat().st_size
    print(f"{len(familiar):,} pairs, {len(frequent):,} of them frequent, {size / 1024:,.0f} KB")


if __name__ == "__main__":
    main()
