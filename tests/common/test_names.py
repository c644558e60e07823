"""People are found by their names as one types them, and stand in pinyin order, whatever the database."""

import pytest

from accounts.models import User
from common.finding.keys import search_keys, sort_key
from common.finding.names import found_by, nearest_first, write_missing_keys
from interviews.models import Candidate
from interviews.privacy.services.erasure import erase_candidate
from tests import factories

pytestmark = pytest.mark.django_db


def named(*names, **fields):
    return [factories.make_candidate(name=name, **fields) for name in names]


def find(text):
    return {candidate.name for candidate in found_by(Candidate.objects.all(), text)}


def test_a_name_is_found_however_it_is_typed():
    named("张伟", "李娜", "單雄信", "吕布", "Anna-Lena O’Neil", "José Díaz")
    typed = (
        "张伟",
        "張偉",
        "张 伟",
        "zhangwei",
        "ZHANGWEI",
        "ｚｈａｎｇｗｅｉ",
        "zhang wei",
        "zw",
        "ZW",
        "伟",
    )
    for text in typed:
        assert find(text) == {"张伟"}, text
    for text in ("单雄信", "shanxiongxin", "danxiongxin", "sxx"):
        assert find(text) == {"單雄信"}, text
    for text in ("lvbu", "lübu", "LÜBU", "lubu"):
        assert find(text) == {"吕布"}, text
    for text in ("anna-lena", "annalena", "oneil"):
        assert find(text) == {"Anna-Lena O’Neil"}, text
    assert find("jose diaz") == find("josé") == {"José Díaz"}
    assert find("zhangwei lina") == set()


def test_a_phone_is_found_whatever_stands_between_its_digits():
    named("张伟", phone="+86 138-0013-8000", email="Wei.Zhang@Example.cn")
    named("李娜", phone="021 5555 1234")
    for text in ("13800138000", "138-0013-8000", "138 0013 8000", "+86 13800138000", "8000", "１３８"):
        assert find(text) == {"张伟"}, text
    assert find("021-5555") == {"李娜"}
    assert find("wei.zhang@example") == {"张伟"}


def test_what_means_something_in_a_pattern_means_nothing_here():
    named("张伟", "百分%号")
    assert find("%") == {"百分%号"}
    for text in ("_", "\\", "'; --", "\n", "zw\nx", "张%伟"):
        assert "张伟" not in find(text) or not text.strip(), text


def test_who_is_called_exactly_so_comes_first():
    named("欧阳伟国", "伟", "伟国", "王伟")
    names = [candidate.name for candidate in nearest_first(Candidate.objects.all(), "伟")]
    assert names == ["伟", "伟国", "欧阳伟国", "王伟"]


def test_lists_of_people_stand_in_pinyin_order():
    names = [
        "安娜",
        "Anna",
        "李安",
        "李娜",
        "连战",
        "吕布",
        "欧阳婷",
        "单雄信",
        "曾国强",
        "查良镛",
        "张芳",
        "張偉",
    ]
    named(*reversed(names))
    assert [candidate.name for candidate in Candidate.objects.all()] == names
    for name in reversed(names):
        factories.make_user(name=name)
    assert [user.name for user in User.objects.filter(name__in=names)] == names


def test_the_keys_follow_the_name():
    (candidate,) = named("张伟", phone="13800138000")
    candidate.name = "李娜"
    candidate.save(update_fields=["name"])
    assert (find("zw"), find("ln")) == (set(), {"李娜"})
    user = factories.make_user(name="")
    assert user.username in user.search_keys


def test_nothing_of_a_person_stays_in_the_keys_after_their_erasure():
    (candidate,) = named("张伟", phone="13800138000", email="zhang@example.cn")
    erase_candidate(actor=factories.make_user("hr"), candidate=candidate)
    candidate.refresh_from_db()
    for rest in ("张", "zhang", "zw", "138"):
        assert rest not in "".join(getattr(candidate, key) for key in Candidate.written_keys)
    assert f"{ord('张'):05x}" not in candidate.sort_key


def test_whoever_has_no_keys_yet_gets_them_after_a_migration(django_assert_max_num_queries):
    named(*(f"张{number}" for number in range(30)))
    Candidate.objects.update(**dict.fromkeys(Candidate.written_keys, ""))
    with django_assert_max_num_queries(8):
        write_missing_keys(Candidate, "default")
    assert len(find("zhang")) == 30
    for candidate in Candidate.objects.all():
        assert (candidate.sort_key, candidate.name_key) == (sort_key(candidate.name), candidate.name)


def test_every_text_has_keys_that_fit_their_columns():
    for name in ("", " ", "。", "\0", "😀", "王" * 80, "曾乐行长朝晟重盛柏覃" * 8, "x" * 80, "\ud800"):
        assert len(sort_key(name)) <= 255
        assert sort_key(name).isascii()
        assert search_keys(name).count("\n") < 40
