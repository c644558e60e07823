"""Texts damaged as the four documents were on their way: bytes shifted by a site, or characters swapped."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import opencc

ROOT: Final = Path(__file__).parents[2]
READING = "[a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]{0,4}"

#: Pairs of bytes that the site makes one half-width mark, wherever in the stream they stand.
MARKS: Final = {bytes((0xA3, code + 0x80)): code for code in range(0x21, 0x7F) if not chr(code).isalnum()}

#: Look-alikes of the second table, by what they stand for.
_LOOK_ALIKES = """
紦把 嘚的 悝理 怹他 噭激 昰是 囿有 歭持 囲共 の之 筞策 姠向 鼡用 仳比 丅下 詓去 夶大 淛制
鍺者 楿相 烸每 倳事 岼平 嘟都 鈈不 泹但 僦就 烮烈 惢心 囷和 嫃真 荿成 Φ中 鈳可 戓或 姩年
匼合 鉯以 鋶流 仩上 徝值 垺服 叻了 荇行 哃同 奣明 尛小 哆多 茬在 巳己 丟丢
"""
LOOK_ALIKES: Final = {pair[1]: pair[0] for pair in _LOOK_ALIKES.split()}

#: Look-alikes of the same habit that stand in no table of ours: rare characters …
_OTHER_LOOK_ALIKES = """
伱你 莪我 秂人 迋往 苼生 茴回 倁知 哋地 咑打 兲天 哾说 妏文 児儿 対对 価价 図图 観观 帯带
亊事 徃往 囬回 囝因 旳的 啝和 嘬最 嗰个 鉨们 請请 湜是 偠要 莣忘 訁言 蒅染 厾去 媄美 恏好
洣迷 渃若 湔前 芐下 玍生 侢再 卟不 仧长 忄心 愙客 冄再 朩木 铓忙 芎公 刄人 囯国 镓家 嘢也
祘算 瑝皇 咜它 徔从
"""
OTHER_LOOK_ALIKES: Final = {pair[1]: pair[0] for pair in _OTHER_LOOK_ALIKES.split()}

#: … and common ones.
_COMMON = "己已 末未 土士 大太 曰日 入人 干千 夭天 合会 侍待 弟第 容客 尸户 肘时 休体 没设 间问 活话"
COMMON_LOOK_ALIKES: Final = {pair[1]: pair[0] for pair in _COMMON.split()}


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


@cache
def _readings() -> Mapping[str, str]:
    """The reading that the site puts after a character: as in the documents, else of the table."""
    documents = sorted((ROOT / "fixtures/documents").glob("00[01]_*.txt"))
    text = "".join(path.read_text("utf-8") for path in documents)
    readings: dict[str, str] = dict(re.findall(rf"([一-鿿])\(({READING})\)", text))
    for line in (ROOT / "qbank/documents/restoring/readings.txt").read_text("utf-8").splitlines():
        reading, *characters = line.split()
        if re.fullmatch(READING, reading):
            for character in "".join(characters):
                readings.setdefault(character, reading)
    return readings


@cache
def _annotated() -> frozenset[str]:
    """The characters after which the site puts their reading in the two documents."""
    documents = sorted((ROOT / "fixtures/documents").glob("00[01]_*.txt"))
    text = "".join(path.read_text("utf-8") for path in documents)
    return frozenset(re.findall(rf"([一-鿿])\({READING}\)", text))


def shift(text: str, rng: random.Random) -> str:
    """The text as the site of documents 000 and 001 would give it out.

    Made traditional; the readings of certain characters (those of the two documents and some more) put in,
    and full-width marks made half-width, by their bytes wherever they stand; what is left read as GBK.
    """
    more = rng.sample(sorted(_readings()), 60)
    put_in = {c.encode("gbk"): _readings()[c] for c in sorted({*_annotated(), *more}) if c in _readings()}
    data = _converter().convert(text).encode("gbk", "ignore")
    pattern = re.compile(b"|".join(re.escape(pair) for pair in (*MARKS, *put_in)), re.DOTALL)
    stream: list[int | str] = []
    done = 0
    for match in pattern.finditer(data):
        stream += data[done : match.start()]
        pair = match[0]
        stream += [MARKS[pair]] if pair in MARKS else [*pair, f"({put_in[pair]})"]
        done = match.end()
    return "".join(_read([*stream, *data[done:]], rng))


def _read(stream: list[int | str], rng: random.Random) -> Iterator[str]:
    place = 0
    while place < len(stream):
        first = stream[place]
        second = stream[place + 1] if place + 1 < len(stream) else 0
        place += 1
        if isinstance(first, str):
            yield first
        elif first < 0x80:
            yield chr(first)
        elif isinstance(second, str):
            # The bracket is taken for the second byte.
            yield "?" + second[1:]
            place += 1
        elif second < 0x40:
            yield "?"
            place += 0x30 <= second <= 0x39 and rng.random() < 0.5
        else:
            # Pairs that stand for nothing vanish.
            yield bytes((first, second)).decode("gbk", "ignore")
            place += 1


def swap(text: str, look_alikes: Mapping[str, str] = LOOK_ALIKES, every: int = 60) -> str:
    """The text as the site of document 002 would give it out: every 60th character swapped, marks deleted."""
    swapped: list[str] = []
    counted = marks = 0
    for character in text:
        counted += not character.isascii()
        marks += character in "，。？"
        if character in "，。？" and marks % 2 == 0:
            continue
        if not character.isascii() and counted % every == 0:
            swapped.append(look_alikes.get(character) or _converter().convert(character))
        else:
            swapped.append(character)
    return "".join(swapped)
