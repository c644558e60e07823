"""Nothing wrong in a damaged text stays without a flag, and little that is right gets one."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from qbank.documents.restoring import rules
from qbank.documents.restoring.restore import restore
from tests.bench.damage import COMMON_LOOK_ALIKES, LOOK_ALIKES, OTHER_LOOK_ALIKES, shift, swap
from tests.bench.restoration import LENGTH, clean_text, figures_of, small_documents

SWAPPED = "人员确定嘚时候鈈要着急，要悝解每一个人。"


@pytest.fixture(scope="module")
def pieces() -> list[str]:
    text = clean_text(small_documents())
    return [text[at : at + LENGTH] for at in range(0, len(text) - LENGTH + 1, LENGTH)]


LOOK_ALIKES_OF = {
    "swapped": LOOK_ALIKES,
    "swapped for rare look-alikes outside the table": {**LOOK_ALIKES, **OTHER_LOOK_ALIKES},
    "swapped for common look-alikes outside the table": {**LOOK_ALIKES, **COMMON_LOOK_ALIKES},
}


@pytest.mark.parametrize("kind", ["bytes shifted", *LOOK_ALIKES_OF])
def test_of_freshly_damaged_runs_one_in_a_hundred_may_be_wrong_without_a_flag(
    pieces: list[str], kind: str
) -> None:
    figures: Counter[str] = Counter()
    for seed, piece in enumerate(pieces * 8):
        rng = random.Random(seed)
        text = piece[rng.randrange(100) :]
        damaged = swap(text, LOOK_ALIKES_OF[kind]) if kind in LOOK_ALIKES_OF else shift(text, rng)
        figures.update(figures_of(text, restore(damaged)))
    assert figures["runs"] > 100
    assert figures["silent"] <= figures["runs"] / 100
    assert figures["false"] <= figures["characters"] / 2000


def test_a_text_that_nothing_happened_to_has_no_doubts(pieces: list[str]) -> None:
    assert [list(restore(piece).doubtful) for piece in pieces] == [[] for _piece in pieces]


def test_a_rare_look_alike_that_no_table_knows_is_flagged_where_it_stands() -> None:
    result = restore(SWAPPED + "请莪们的秂说明。")
    assert result.text.endswith("请莪们的秂说明。")
    odd = [s for s in result.doubtful if s.rule == rules.IMPROBABLE]
    assert [(s.received, s.restored, s.note) for s in odd] == [
        ("莪", "莪", rules.NOTE_IMPROBABLE),
        ("秂", "秂", rules.NOTE_IMPROBABLE),
    ]


def test_a_text_with_none_of_the_known_look_alikes_is_known_by_their_distance(pieces: list[str]) -> None:
    """Every sixtieth character is another: the habit shows even where no swap is in the table."""
    others = {"有": "冇", **OTHER_LOOK_ALIKES}
    damaged = swap(pieces[0], {**others, **{c: c for c in LOOK_ALIKES if c not in others}})
    assert [s for s in restore(damaged).doubtful if s.rule == rules.IMPROBABLE]
    at_random = "".join(
        others.get(c, c) if i % 50 in (0, 13) and c in others else c for i, c in enumerate(pieces[0][:600])
    )
    assert not [s for s in restore(at_random).doubtful if s.rule == rules.IMPROBABLE]


@pytest.mark.parametrize("every", [60, 71])
def test_a_common_look_alike_is_flagged_only_where_a_swap_is_due(every: int) -> None:
    """The table knows nothing of 容 for 客: as far apart as the scraper's other swaps 容户 is flagged,
    elsewhere it is not."""
    text = clean_text(small_documents())[:4000]
    damaged = swap(text, {**LOOK_ALIKES, "客": "容"}, every)
    swapped = [i for i, c in enumerate(damaged) if c == "容" and damaged[i + 1] == "户"]
    flags = {start for start, _end in restore(damaged).doubtful_places}
    assert swapped
    assert set(swapped) <= flags
    elsewhere = swapped[0] + every // 2
    moved = damaged[:elsewhere] + "容户" + damaged[elsewhere:]
    assert elsewhere not in {start for start, _end in restore(moved).doubtful_places}


def test_a_rare_character_in_its_word_is_not_flagged() -> None:
    assert [s.restored for s in restore(SWAPPED + "昙花一现，推诿责任。").doubtful if s.restored] == []


def test_a_text_swapped_with_other_look_alikes_is_known_as_damaged() -> None:
    text = "客户来电时先听清楚再记录下来并按时回复本人。" * 20 + "请莪们的秂説明，伱要囬复児戏嘅対话，嘚到。"
    assert restore(text).text.endswith("得到。") or "的到" in restore(text).text
    assert {s.received for s in restore(text).doubtful} >= {"莪", "秂", "伱", "囬"}


@pytest.mark.parametrize("text", ["①先致歉②给时限③留工号", "分三步：①听；②记；③办。"])
def test_the_second_entry_of_a_list_keeps_its_number(text: str) -> None:
    assert restore(SWAPPED + text).text.endswith(text)


def test_a_full_stop_that_may_have_been_another_character_is_flagged() -> None:
    """确保客户: of 保 the first byte was lost, which in other places is that of a full stop."""
    result = restore("質(zhì)量與經(jīng)理。我們完成任務(wù)確??蛻魸M意。")
    assert "确。客户" in result.text
    assert any("。" in s.restored and s.note == rules.NOTE_MARK for s in result.doubtful)
