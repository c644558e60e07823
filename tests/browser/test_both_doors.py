"""The whole path once on the site and once in the admin, by the same people: the same comes out of both.

From an interviewer's question set to HR's decision. What differs is the names of the doors, ids and times.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from interviews.models import (
    Decision,
    Interview,
    QuestionSet,
    Scorecard,
    ScoreChange,
    SubmittedVersion,
)
from tests import factories
from tests.browser.choosing import choose
from tests.browser.test_whole_path import score, submit

pytestmark = [pytest.mark.at_once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What each of the two gives to each question, all of whose points they mark as met.
GIVEN = [["5", "4"], ["4.5", "3.5"]]
NAMES = {"site": "甲路", "admin": "乙路"}


@pytest.fixture
def questions(transactional_db: Any) -> list[Any]:
    factories.make_scale()
    return [
        factories.make_question(code="ZZ-1", points=3, red_flags=1),
        factories.make_question(code="ZZ-2", rubric_kind="ladder", red_flags=0),
    ]


def test_the_admin_leads_to_what_the_site_leads_to(questions: list[Any], page_for: Any) -> None:
    chen, li = factories.make_user(name="陈昊"), factories.make_user(name="李楠")
    keeper = factories.make_user("hr", name="周敏")
    hr, first, second = (page_for(person, language="en") for person in (keeper, chen, li))
    pages = [first, second]
    on_the_site(NAMES["site"], questions, hr, pages)
    in_the_admin(NAMES["admin"], questions, hr, pages)
    for what in (sealed_report, submitted, ledger, trail):
        assert what(NAMES["admin"]) == what(NAMES["site"]), what.__name__


# On the site


def on_the_site(name: str, questions: list[Any], hr: Any, pages: list[Any]) -> None:
    author = pages[0]
    author.goto("/interviews/sets/new/")
    author.get_by_label("Name").fill(name)
    author.get_by_label("Planned minutes").fill("30")
    author.locator("main form button.btn-primary").click()
    for question in questions:
        author.get_by_role("button", name=f"Add {question.code} to the set").click()
        author.locator(f"[data-question='{question.pk}'] .used").wait_for()
    chosen = QuestionSet.objects.get(name=name)
    author.goto(f"/interviews/sets/{chosen.pk}/publish/")
    author.locator("form[action$='/approval/ask/'] button").click()
    author.get_by_text("Asked. It stands on HR's start page.").wait_for()
    hr.goto(f"/interviews/sets/{chosen.pk}/publish/")
    hr.get_by_role("button", name="Publish version 1").click()
    hr.wait_for_url("**/sheets/*/")
    hr.goto("/interviews/positions/new/")
    hr.get_by_label("Name").fill(name)
    hr.locator("main form button.btn-primary").click()
    hr.wait_for_url("**/interviews/positions/*")
    hr.goto("/interviews/candidates/new/")
    hr.locator("[name=name]").fill(f"{name}候选人")
    choose(hr, "position", name)
    hr.locator("main form button.btn-primary").click()
    hr.wait_for_url(re.compile(r"/candidates/\d+/$"))
    hr.goto("/interviews/new/")
    choose(hr, "sheet", name)
    choose(hr, "candidate", f"{name}候选人")
    hr.locator("[name=starts_at]").fill(in_ten_minutes())
    choose(hr, "lead", pages[0].user.name)
    hr.locator(f"[name=panel][value='{pages[1].user.pk}']").check()
    hr.locator("main form button.btn-primary").click()
    hr.wait_for_url(re.compile(r"/interviews/\d+/$"))
    for page, ratings in zip(pages, GIVEN, strict=True):
        score(page, ratings)
        submit(page)
        page.wait_for_load_state()
    hr.goto(f"/interviews/{interview_of(name).pk}/decision/")
    decide(hr)


def decide(hr: Any) -> None:
    hr.locator("[name=outcome][value=hire]").check()
    hr.locator("#decide [name=reason]").fill("两位的评分一致。")
    hr.get_by_role("button", name="Decide and seal").click()
    hr.locator(".decision", has_text="in force").wait_for()


def in_ten_minutes() -> str:
    return (timezone.localtime() + timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M")


# In the admin


def in_the_admin(name: str, questions: list[Any], hr: Any, pages: list[Any]) -> None:
    author = pages[0]
    author.goto("/admin/interviews/questionset/add/")
    author.fill("[name=name]", name)
    author.fill("[name=planned_minutes]", "30")
    author.select_option("[name=scale]", index=1)
    for number, question in enumerate(questions):
        author.locator("#items-group .add-row a").click()
        row = f"[name=items-{number}-%s]"
        author.fill(row % "position", str(number + 1))
        author.fill(row % "question", str(question.pk))
        author.fill(row % "minutes", str(question.minutes))
    author.click("[name=_save]")
    author.wait_for_url("**/admin/interviews/questionset/")
    chosen = QuestionSet.objects.get(name=name)
    act(author, f"/admin/interviews/questionset/{chosen.pk}/change/", "Ask for approval")
    act(hr, f"/admin/interviews/questionset/{chosen.pk}/change/", "Publish")
    hr.goto("/admin/interviews/position/add/")
    hr.fill("[name=name]", name)
    hr.click("[name=_save]")
    hr.wait_for_url("**/admin/interviews/position/")
    hr.goto("/admin/interviews/candidate/add/")
    hr.fill("[name=name]", f"{name}候选人")
    pick(hr, "position", name)
    hr.click("[name=_save]")
    hr.wait_for_url("**/admin/interviews/candidate/")
    hr.goto("/admin/interviews/interview/add/")
    pick(hr, "candidate", f"{name}候选人")
    pick(hr, "sheet", name)
    hr.fill("[name=minutes]", "30")  # as the site fills in by the sheet
    hr.fill("[name=starts_at]", in_ten_minutes())
    choose(hr, "lead", pages[0].user.name)
    hr.check(f"[name=panel][value='{pages[1].user.pk}']")
    hr.click("[name=_save]")
    # The same panel sits in the other door's interview at that time: both doors ask.
    hr.get_by_label("Yes, it takes place all the same").check()
    hr.click("[name=_save]")
    hr.wait_for_url("**/admin/interviews/interview/")
    for page, ratings in zip(pages, GIVEN, strict=True):
        score_in_the_admin(page, name, ratings)
    hr.goto(f"/admin/interviews/interview/{interview_of(name).pk}/change/")
    hr.locator(".page-note").get_by_role("link", name="Decision").click()
    decide(hr)


def act(page: Any, address: str, label: str) -> None:
    page.goto(address)
    page.locator(".object-tools").get_by_role("link", name=label).click()
    page.locator(f".submit-row input[value='{label}']").click()
    page.locator(".messagelist .success").wait_for()


def pick(page: Any, field: str, text: str) -> None:
    """Choose by searching, as the admin's own widget has it."""
    page.locator(f".field-{field} .select2-selection").click()
    page.locator(".select2-search__field").fill(text)
    page.locator(".select2-results__option", has_text=text).first.click()


def score_in_the_admin(page: Any, name: str, ratings: list[str]) -> None:
    page.goto("/admin/interviews/scorecard/add/")
    page.get_by_role("link", name=f"{name}候选人").click()
    items = interview_of(name).sheet.items.order_by("position")
    for index, (item, rating) in enumerate(zip(items, ratings, strict=True), start=1):
        for point in item.points.filter(red_flag=False):
            page.check(f"[name=q{item.pk}-mark-{point.pk}][value=met]")
        page.fill(f"[name=q{item.pk}-notes]", f"Said this about question {index}.")
        page.select_option(f"[name=q{item.pk}-rating]", rating)
        said = "Named three cases, with what the customer answered."
        if float(rating) >= 4:
            page.fill(f"[name=q{item.pk}-evidence]", said)
        if rating != "5":
            page.fill(f"[name=q{item.pk}-reason]", said)
    page.click("[name=_submit]")
    page.get_by_text("Your scorecard is submitted and locked.").wait_for()
    page.wait_for_load_state()


# What comes out


def interview_of(name: str) -> Interview:
    return Interview.objects.get(candidate__name=f"{name}候选人")


def plain(value: Any, name: str) -> Any:
    """Without the door's name, ids, hashes and times."""
    text = json.dumps(value, ensure_ascii=False, indent=1, default=str).replace(name, "")
    text = re.sub(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d[\d:.+Z]*)?", "@", text)
    text = re.sub(r"[0-9a-f]{64}", "#", text)
    return re.sub(r'("(?:id|set|interview|candidate|sheet|lead|seconds)": )\d+', r"\1#", text)


def sealed_report(name: str) -> Any:
    decision = Decision.objects.get(interview=interview_of(name))
    cards = Scorecard.objects.filter(member__interview=decision.interview).order_by("pk")
    numbers = {pk: number for number, pk in enumerate(cards.values_list("pk", flat=True), start=1)}
    return plain([decision.outcome, decision.reason, renumbered(json.loads(decision.sealed), numbers)], name)


def renumbered(value: Any, numbers: dict[int, int]) -> Any:
    """What was sealed, with the scorecards counted from 1."""
    if isinstance(value, list):
        return [renumbered(part, numbers) for part in value]
    if not isinstance(value, dict):
        return value
    named = {"scorecard": lambda pk: numbers[pk]}
    named["scorecards"] = lambda pairs: [[numbers[pk], version] for pk, version in pairs]
    return {
        key: named[key](part) if key in named else renumbered(part, numbers) for key, part in value.items()
    }


def submitted(name: str) -> Any:
    versions = SubmittedVersion.objects.filter(scorecard__member__interview=interview_of(name))
    ordered = versions.order_by("scorecard__member__user__name")
    return plain([without_seconds(version.content) for version in ordered], name)


def without_seconds(content: Any) -> Any:
    for response in content["responses"]:
        response.pop("seconds")
    return content


def ledger(name: str) -> Any:
    interview = interview_of(name)
    points = {
        point.pk: f"{point.item.position}/{point.position}"
        for item in interview.sheet.items.all()
        for point in item.points.select_related("item")
    }
    rows = ScoreChange.objects.filter(scorecard__member__interview=interview).exclude(field="seconds")
    return sorted(
        (
            str(row.by),
            row.item.position,
            re.sub(r"mark:(\d+)", lambda found: f"mark {points[int(found[1])]}", row.field),
            json.dumps(row.value, ensure_ascii=False),
            row.kept,
            bool(row.base),
        )
        for row in rows.select_related("by", "item")
    )


def trail(name: str) -> Any:
    """All that was done, by whom, to what, before and after."""
    events = [event for event in AuditEvent.objects.order_by("pk") if name in event.object_label]
    said = []
    for event in events:
        what = [event.actor_name, event.action, event.object_type, event.object_label, event.reason]
        said.append([*what, event.before, event.after or {}])
    assert len(said) > 8
    return plain(said, name)
