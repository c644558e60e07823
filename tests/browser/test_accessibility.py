"""Every page, in both themes: axe finds nothing serious, what has the focus shows it, nothing is too wide."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from interviews.models import Response, Scorecard, Tie
from qbank.models import DocumentUpload, Question, RatingScale, Source
from tests import factories

NARROW = 360


@pytest.fixture
def pages(transactional_db: None) -> dict[str, list[str]]:
    """The addresses of every kind of page, per person, on the real bank; people are made by name."""
    call_command("load_documents", verbosity=0)
    questions = [Question.objects.get(code=code) for code in ("KF-2-06", "KF-4-06", "LM-1")]
    question_set = factories.make_set(questions=questions, name="华东客服中心 一面")
    sheet = factories.make_sheet(question_set=question_set)
    people = {
        "hr": factories.make_user("hr", username="hr", name="周敏"),
        "admin": factories.make_user("admin", username="admin", name="吴迪"),
        "done": factories.make_user(username="done", name="陈昊"),
        "blind": factories.make_user(username="blind", name="李楠"),
    }
    interview = factories.make_interview(panel=[people["done"], people["blind"]], sheet=sheet)
    card = factories.make_scorecard(interview=interview, user=people["done"], submitted=True)
    for item in sheet.items.all():
        Response.objects.create(
            scorecard=card,
            item=item,
            notes=item.answers[0]["text"] if item.answers else "说了三件事。",
            rating="3.5",
        )
    card.versions.create(
        number=1, content={"responses": [], "total": {}}, sha256="0" * 64, submitted_at=card.submitted_at
    )
    upload = DocumentUpload.objects.create(
        name="客服.txt", sha256="3" * 64, content=b"", status="failed", problem="The file has no text in it."
    )
    empty = factories.make_set(questions=[], name="空的题组")
    bank = [
        reverse(f"qbank:{name}-list")
        for name in ("question", "category", "competency", "passage", "source", "upload", "import")
    ]
    bank += [reverse("qbank:question-create"), reverse("qbank:upload-create"), reverse("qbank:import-create")]
    bank += [reverse(f"qbank:question-{name}", args=[questions[0].pk]) for name in ("detail", "edit")]
    bank += [reverse("qbank:question-detail", args=[questions[2].pk])]
    bank += [reverse("qbank:source-detail", args=[Source.objects.get(name__startswith="001").pk])]
    bank += [reverse("qbank:upload-detail", args=[upload.pk])]
    admin = [reverse("admin:index"), reverse("admin:accounts_user_add")]
    admin += [
        reverse(f"admin:{name}_changelist")
        for name in ("accounts_user", "accounts_auditevent", "qbank_question", "qbank_competency")
    ]
    changed = [people["done"], questions[0], questions[0].category, RatingScale.objects.get()]
    admin += [
        reverse(f"admin:{thing._meta.label_lower.replace('.', '_')}_change", args=[thing.pk])
        for thing in changed
    ]
    seat = reverse("interviews:interview-detail", args=[interview.pk])
    result = reverse("interviews:interview-result", args=[interview.pk])
    hr = [reverse(f"interviews:{name}-list") for name in ("set", "interview", "candidate", "position")]
    hr += [reverse(f"interviews:{name}-create") for name in ("set", "interview", "candidate", "position")]
    hr += [reverse("interviews:set-detail", args=[pk]) for pk in (question_set.pk, empty.pk)]
    hr += [reverse("interviews:set-publish", args=[pk]) for pk in (question_set.pk, empty.pk)]
    wishes = f"{reverse('interviews:blueprint')}?choose=1&total=2"
    hr += [reverse("interviews:blueprint"), wishes, f"{wishes}&sheets=2&ladders=9", f"{wishes}&aim=x"]
    hr += [reverse("interviews:sheet-detail", args=[sheet.pk]), seat, result]
    hr += [reverse(f"interviews:interview-{name}", args=[interview.pk]) for name in ("edit", "cancel")]
    hr += [reverse("interviews:candidate-detail", args=[interview.candidate_id])]
    factories.make_candidate(position=interview.candidate.position)
    day = f"date={timezone.localdate(interview.starts_at)}"
    hr += [f"{reverse('interviews:interview-day-plan')}?position={interview.candidate.position_id}"]
    hr += [f"{reverse(f'interviews:interview-{name}')}?{day}" for name in ("day", "day-print")]
    hr += [reverse("interviews:interview-move-up", args=[interview.pk])]
    hr += [reverse("interviews:scorecard-reopen", args=[card.pk])]
    gone = factories.make_user(username="gone", name="欧阳明德")
    left = interview.members.create(
        user=gone, withdrawn_at=timezone.now(), withdrawn_by=gone, withdrawn_reason="候选人是我的表弟。"
    )
    Scorecard.objects.create(member=left, status="withdrawn")
    tie = Tie.objects.create(
        person=people["blind"], candidate=interview.candidate, kind="friend", declared_by=people["hr"]
    )
    hr += [reverse(f"interviews:seat-{name}", args=[left.pk]) for name in ("kept", "replace", "give-back")]
    hr += [reverse("interviews:candidate-tie", args=[interview.candidate_id])]
    hr += [reverse("interviews:tie-withdraw", args=[tie.pk])]
    hr += [reverse("interviews:interview-focus", args=[interview.pk])]
    handover = reverse("interviews:scorecard-handover", args=[interview.pk])
    step_back = reverse("interviews:panel-step-back", args=[interview.pk])
    scoring = reverse("interviews:scorecard", args=[interview.pk])
    typed = [reverse(f"interviews:scorecard-{name}", args=[interview.pk]) for name in ("type-in", "upload")]
    return {
        "hr": ["/", *bank, *hr, reverse("accounts:password-change"), "/no/such/page/"],
        "admin": ["/", bank[0], *admin],
        "done": ["/", seat, result, scoring, handover],
        "blind": ["/", seat, result, scoring, step_back, *typed],
        "": [reverse("accounts:sign-in")],
    }


def serious(page: Any) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {violation['nodes'][0]['html'][:150]}"
        for violation in violations
        if violation["impact"] in ("serious", "critical")
    ]


#: What takes the focus by the keyboard and shows no ring two pixels wide.
RINGLESS = """() => [
    ...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")
  ]
  .filter((element) => element.checkVisibility() && !element.disabled && element.type !== "hidden")
  .filter((element) => {
    element.focus();
    if (document.activeElement !== element || !element.matches(":focus-visible")) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle === "none" || parseFloat(outlineWidth) < 2;
  }).map((element) => element.outerHTML.slice(0, 120))"""


def without_ring(page: Any) -> list[str]:
    page.keyboard.press("Tab")
    return [f"no ring: {html}" for html in page.evaluate(RINGLESS)[:3]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_a_serious_fault(pages, page_for, theme):
    faults = {}
    for username, addresses in pages.items():
        page = page_for(User.objects.get(username=username) if username else None, theme=theme)
        for address in addresses:
            page.goto(address)
            # axe is put into the page by the test, not by the site.
            if violations := [*serious(page), *without_ring(page)]:
                faults[f"{username} {address}"] = violations
        page.violations.clear()
    assert faults == {}


def test_no_page_is_wider_than_a_small_phone(pages, page_for):
    wide = {}
    for username, addresses in pages.items():
        user = User.objects.get(username=username) if username else None
        page = page_for(user, viewport={"width": NARROW, "height": 740})
        for address in addresses:
            page.goto(address)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > NARROW:
                wide[f"{username} {address}"] = width
    assert wide == {}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_bar_fits_from_320_pixels_on_with_a_long_name(page_for, language):
    hr = factories.make_user("hr", name="Alexandra Featherstonehaugh-Wellington")
    page = page_for(hr, language=language, viewport={"width": 320, "height": 640})
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    for summary in page.locator(".bar details.menu:visible > summary").all():
        box = summary.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320 and box["width"] >= 40
        summary.click()
        menu = summary.locator("xpath=following-sibling::div").bounding_box()
        assert menu["x"] >= 0 and menu["x"] + menu["width"] <= 320
        summary.click()
