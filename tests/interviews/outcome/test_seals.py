"""What a decision seals, and that every change to it afterwards shows."""

import json
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from accounts.kept.chain import seal_new
from interviews.models import Decision, DecisionAnswer, Scorecard, SubmittedVersion
from interviews.outcome.rules.seals import canonical_json, seal_hash, seal_matches
from interviews.outcome.services.decisions import confirm
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.outcome.services.verification import SealFault
from interviews.planning.services import seats
from interviews.room.services.scorecards import submit
from tests.database import tampering
from tests.interviews.outcome.deciding import check, decide, url
from tests.interviews.panels import make_panel, people_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


# --- seals ----------------------------------------------------------------------------------------


contents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("ab甲", max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("ab甲", max_size=3), contents, max_size=5))
def test_equal_contents_have_one_text_that_reads_back(content):
    text = canonical_json(content)
    assert canonical_json(dict(reversed(content.items()))) == text
    assert json.loads(text) == content
    assert seal_matches(text, seal_hash(text)) and seal_hash(text) == sha256(text.encode()).hexdigest()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_any_changed_character_breaks_the_seal(text, data):
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(exclude_categories=["Cs"]))
    changed = text[:place] + other + text[place + 1 :]
    assert seal_matches(changed, seal_hash(text)) is (changed == text)


@pytest.mark.parametrize("value", [1.5, [0.1], {"a": [1, {"b": 2.0}]}, (3.0,), float("nan")])
def test_a_seal_takes_no_floats(value):
    with pytest.raises(ValueError):
        canonical_json({"value": value})


# --- what is sealed -------------------------------------------------------------------------------


def test_the_sealed_bytes_can_be_checked_with_any_tool(good, keeper, hr):
    decision = decide(keeper, good)
    answer = hr.get(url(good, "decision-sealed", 1))
    assert sha256(answer.content).hexdigest() == decision.sha256
    assert (
        answer["Content-Type"].startswith("application/json")
        and "attachment" in answer["Content-Disposition"]
    )


def test_what_went_another_way_is_sealed_and_read_from_the_seal(keeper, hr):
    interview = make_panel(["4", None], ["4", "4"], ["3", "3"])
    third = interview.members.order_by("pk").last()
    card = Scorecard.objects.filter(member__interview=interview).first()
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记一题")
    submit(scorecard=card, actor=card.member.user)
    seats.take_off_panel(actor=keeper, member=third, reason="与候选人共事过")
    decision = decide(keeper, interview)
    sealed = json.loads(decision.sealed)
    assert [member["name"] for member in sealed["members"]] == [
        str(user) for user in people_of(interview)[:2]
    ]
    assert [(member["name"], member["had_submitted"]) for member in sealed["left"]] == [
        (str(third.user), True)
    ]
    assert sealed["reopened"][0]["version"] == 1 and sealed["basis"]["scorecards"][0][1] == 2
    page = hr.get(url(interview, "decision-detail", 1)).content.decode()
    for text in ("时间不够", "漏记一题", str(third.user)):
        assert text in page
    # Why somebody left is for HR; the sealed report is for whoever reads the result.
    assert "与候选人共事过" not in page + decision.sealed
    seats.give_seat_back(actor=keeper, member=third, reason="弄错了人")
    assert "result has changed since" in hr.get(url(interview)).content.decode()
    assert str(third.user) in hr.get(url(interview, "decision-detail", 1)).content.decode()


# --- verifying ------------------------------------------------------------------------------------


def tamper(decision: Decision, **values: object) -> None:
    """As somebody with the database in their hands would."""
    with tampering() as cursor:
        for column, value in values.items():
            sql = f"UPDATE interviews_decision SET {column} = %s WHERE id = %s"
            cursor.execute(sql, [value, decision.pk])


def verify() -> tuple[str, str]:
    """What the command says, and what it complains of."""
    out, errors = StringIO(), StringIO()
    try:
        call_command("verify", stdout=out, stderr=errors)
    except CommandError as problem:
        return str(problem), errors.getvalue()
    return out.getvalue(), errors.getvalue()


def test_a_changed_byte_is_found_by_the_page_and_by_the_command(good, keeper, hr):
    decision = decide(keeper, good)
    assert verify()[0].startswith("1 decisions checked")
    tamper(decision, sealed=decision.sealed.replace('"rating":"4"', '"rating":"5"', 1))
    assert check(decision) == (SealFault.TEXT,)
    message, complaint = verify()
    assert "not what was recorded" in message
    assert f"{good.pk}/1: the sealed report was changed" in complaint
    for page in (hr.get(url(good)), hr.get(url(good, "decision-detail", 1))):
        assert "This is not what was sealed" in page.content.decode()


def test_a_text_changed_together_with_its_hash_is_found_by_the_trail(good, keeper):
    decision = decide(keeper, good)
    changed = decision.sealed.replace("各题都稳", "关系好")
    tamper(decision, sealed=changed, sha256=seal_hash(changed), reason="关系好")
    assert check(decision) == (SealFault.TRAIL,)


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": "reject"},
        {"reason": "关系好"},
        {"taken_by_name": "别人"},
        {"number": 7},
        {"needs_confirmation": True},
        {"taken_at": "2020-01-01 00:00:00+00:00"},
    ],
)
def test_a_row_that_says_something_else_is_found(good, keeper, values):
    decision = decide(keeper, good)
    tamper(decision, **values)
    assert SealFault.ROW in check(decision)


def test_a_forged_answer_and_a_vanished_decision_are_found(good, keeper, second):
    decision = decide(keeper, good, "reject", "不适合")
    DecisionAnswer.objects.create(
        decision=decision, kind="confirmed", asked_by=keeper, by=second, by_name="王芳"
    )
    assert check(decision) == (SealFault.TRAIL,)
    with tampering() as cursor:
        cursor.execute("DELETE FROM interviews_decisionanswer")
        cursor.execute("DELETE FROM interviews_decision")
    assert "gone" in verify()[1]


@pytest.mark.parametrize(
    "sealed", ["", "nonsense", "[]", "{}", '{"decision": 3}', '{"questions": 5, "decision": {"at": "x"}}']
)
def test_pages_bear_a_seal_that_was_broken_beyond_reading(good, keeper, hr, sealed):
    decision = decide(keeper, good)
    tamper(decision, sealed=sealed)
    assert set(check(decision)) >= {SealFault.TEXT, SealFault.ROW}
    for page in (hr.get(url(good)), hr.get(url(good, "decision-detail", 1))):
        assert page.status_code == 200
        assert "This is not what was sealed" in page.content.decode()
    assert f"{good.pk}/1: " in verify()[1]


def test_a_decision_deleted_with_its_trail_and_a_forged_confirmer_are_found(good, keeper, second):
    decision = decide(keeper, good, "reject", "不适合")
    answer = confirm(actor=second, decision=decision)
    version = SubmittedVersion.objects.first()
    call_command("verify")
    seal_new()
    with tampering() as cursor:
        cursor.execute("UPDATE interviews_decisionanswer SET by_name = '别人'")
    assert f"{answer._meta.verbose_name} {answer.pk} was changed" in complaints()
    with tampering() as cursor:
        cursor.execute("DELETE FROM interviews_decisionanswer")
        cursor.execute("DELETE FROM interviews_decision")
        cursor.execute("DELETE FROM accounts_auditevent WHERE object_type = 'interviews.decision'")
        cursor.execute("UPDATE interviews_submittedversion SET sha256 = 'x' WHERE id = %s", [version.pk])
    found = complaints()
    assert f"{decision._meta.verbose_name} {decision.pk} is gone" in found
    assert "the submitted version was changed" in found


def complaints() -> str:
    errors = StringIO()
    with pytest.raises(CommandError):
        call_command("verify", stderr=errors, stdout=StringIO())
    return errors.getvalue()
