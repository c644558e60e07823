"""How much of freshly damaged texts comes back, and how much that is wrong stays unflagged.

    python -m tests.bench.restoration [FILE …]

Without files the Chinese texts among the small documents of the tests are taken: the table of familiar
characters was not made from them. Seeds are fixed; the figures are those of
docs/decisions/0024-what-is-improbable-is-flagged.md.
"""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from qbank.documents.restoring import rules
from qbank.documents.restoring.restore import restore
from qbank.documents.restoring.segments import RestoredText
from tests.bench.damage import COMMON_LOOK_ALIKES, LOOK_ALIKES, OTHER_LOOK_ALIKES, ROOT, shift, swap

SEEDS = range(50)
#: Texts are damaged in pieces of this many characters.
LENGTH = 4_000
RUNS = {rules.SPLIT_PINYIN, rules.LOST_LEAD, rules.UNREADABLE}

Damage = Callable[[str, random.Random], str]


def main(paths: Sequence[str]) -> None:
    text = clean_text([Path(path) for path in paths] or small_documents())
    print(f"{len(text):,} characters of clean text, {len(SEEDS)} seeds")
    sound = restore(text)
    print(f"left alone: {sum(1 for _ in sound.doubtful)} doubts in the clean text itself")
    report("bytes shifted", text, shift)
    report("swapped, second table", text, lambda piece, _rng: swap(piece))
    report("swapped, also rare look-alikes outside it", text, _swap_also(OTHER_LOOK_ALIKES))
    report("swapped, also common look-alikes outside it", text, _swap_also(COMMON_LOOK_ALIKES))
    for every in (45, 80):
        name = f"the same, one character in {every}"
        report(name, text, _swap_also(COMMON_LOOK_ALIKES, every))


def _swap_also(others: dict[str, str], every: int = 60) -> Damage:
    return lambda piece, _rng: swap(piece, {**LOOK_ALIKES, **others}, every)


def report(name: str, text: str, damage: Damage) -> None:
    """Print the figures of one kind of damage."""
    figures: Counter[str] = Counter()
    for seed in SEEDS:
        rng = random.Random(seed)
        start = rng.randrange(LENGTH // 2)
        for piece in (text[at : at + LENGTH] for at in range(start, len(text) - LENGTH + 1, LENGTH)):
            figures.update(figures_of(piece, restore(damage(piece, rng))))
    runs, wrong, silent = figures["runs"], figures["wrong"], figures["silent"]
    characters = figures["characters"]
    print(
        f"{name}: {figures['back'] / characters:.2%} of {characters:,} characters back; "
        f"{runs:,} damaged runs, {wrong} wrong, "
        f"{silent} of them without a flag ({silent / max(runs, 1):.2%}); "
        f"false flags: {figures['false'] / characters * 2000:.2f} in 2,000 characters"
    )


def figures_of(clean: str, restored: RestoredText) -> Counter[str]:
    """Runs that were damaged, came back wrong, and are not flagged; and flags on what is right."""
    wrong, back = compare(restore(clean).text, restored.text)
    flags = restored.doubtful_places
    near = [any(start <= end2 + 1 and end >= start2 - 1 for start, end in flags) for start2, end2 in wrong]
    false = sum(
        not any(start <= end2 + 1 and end >= start2 - 1 for start2, end2 in wrong) for start, end in flags
    )
    repaired = sum(s.rule in RUNS or s.rule == rules.SWAP for s in restored.segments)
    return Counter(
        characters=len(clean),
        back=back,
        runs=repaired + sum(1 for start, end in wrong if not _repaired(restored, start, end)),
        wrong=len(wrong),
        silent=near.count(False),
        false=false,
    )


def _repaired(restored: RestoredText, start: int, end: int) -> bool:
    place = 0
    for segment in restored.segments:
        if place > end:
            return False
        place_end = place + len(segment.restored)
        if place_end >= start and (segment.rule in RUNS or segment.rule == rules.SWAP):
            return True
        place = place_end
    return False


def compare(clean: str, restored: str) -> tuple[list[tuple[int, int]], int]:
    """Where the restored text differs, and how many characters are the same. Marks that were deleted, and the
    width of marks, don't count: they are not guessed, which is said of the whole text."""
    matcher = SequenceMatcher(None, _narrow(clean), _narrow(restored), autojunk=False)
    wrong: list[tuple[int, int]] = []
    back = 0
    for tag, start, end, start2, end2 in matcher.get_opcodes():
        if tag == "equal" or (tag == "delete" and not clean[start:end].strip("，。？")):
            back += end - start
        elif wrong and start2 - wrong[-1][1] <= 2:
            wrong[-1] = (wrong[-1][0], end2)
        else:
            wrong.append((start2, end2))
    return wrong, back


def _narrow(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", character)[0] for character in text)


def small_documents() -> Iterator[Path]:
    for path in sorted((ROOT / "tests/qbank/documents").rglob("*.txt")):
        if path.parent.name in {"from_sites", "guides", "exams", "samples", "fresh"}:
            yield path


def clean_text(paths: Sequence[Path] | Iterator[Path]) -> str:
    """The Chinese sentences of the files, each once, with full-width marks and simplified."""
    sentences: dict[str, None] = {}
    for path in paths:
        text = path.read_text("utf-8")
        if not re.search("[āáǎàēéěèīíǐì]", text):
            found = re.findall("[^。？！；\\n]*[一-鿿]{4}[^。？！；\\n]*[。？！；]?\\n?", restore(text).text)
            sentences |= dict.fromkeys(found)
    encodable = "".join(sentences).encode("gbk", "ignore").decode("gbk")
    return restore(encodable).text


if __name__ == "__main__":
    main(sys.argv[1:])
