"""A debrief as it happens: everybody at their own screen, one writes, all see; then a decision by two."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from interviews.models import Consensus, Decision, Response
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.services import decisions
from interviews.outcome.services.consensus import save_consensus
from tests import factories
from tests.interviews.panels import D, hand_in, make_sheet

pytestmark = [pytest.mark.at_once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def interview(transactional_db):
    """Three have submitted; question 2 lies 2.5 apart: 4, 3.5 and 4 on average, so 76.7 %."""
    people = [factories.make_user(name=name) for name in ("陈昊", "李楠", "赵一鸣")]
    interview = factories.make_interview(panel=people, sheet=make_sheet(3))
    for person, ratings in zip(people, (["4", "4.5", "4"], ["4", "2", "4"], ["4", "4", "4"]), strict=True):
        hand_in(interview, person, ratings)
    interview.people = people
    return interview


def write(page, number, rating, reason):
    box = page.locator(f"#write-{number}")
    if not box.evaluate("box => box.open"):
        box.locator("summary").click()
    box.locator("[name=reason]").fill(reason)
    box.locator(f"[name=rating][value='{rating}']").click()


def test_everybody_follows_and_two_decide(interview, page_for):
    address = f"/interviews/{interview.pk}/debrief/"
    hr, member = page_for("hr", language="en"), page_for(interview.people[1], language="en")
    second = factories.make_user("hr", name="王芳")
    hr.goto("/")
    hr.get_by_role("link", name="All have submitted").click()
    hr.wait_for_url(f"**{address}")
    member.goto(address)
    for page in (hr, member):
        expect(page.locator("tbody tr").first).to_contain_text("2.5 apart")
        expect(page.locator("#agreed-2")).to_contain_text("to agree on")
        expect(page.locator("#debrief-outcome")).to_contain_text("First agree on 1 question")
        expect(page.locator("#following")).to_contain_text("Following")
    expect(member.locator(".write")).to_have_count(0)

    # Half a sentence on another question stays while the screens follow.
    hr.locator("#write-1 summary").click()
    hr.locator("#write-1 [name=reason]").fill("半句话")
    write(hr, 2, "3.5", "追问前后不一致")
    for page in (hr, member):
        expect(page.locator("#agreed-2")).to_contain_text("追问前后不一致")
        expect(page.locator("#agreed-2 .agreed-rating")).to_contain_text("3.5")
        expect(page.locator("#debrief-sum")).to_contain_text("76.7%")
    expect(hr.locator("#write-1 [name=reason]")).to_have_value("半句话")
    # What was given stays beside it.
    row = member.locator("#question-2").inner_text()
    assert "4.5" in row and "2.0" in row and "4.0" in row

    # The lead writes at the same time, on a page that has not asked again yet.
    lead = page_for(interview.people[0], language="en")
    lead.route("**/debrief/live/**", lambda route: route.abort())
    lead.goto(address)
    write(hr, 2, "3.0", "再听一遍")
    expect(member.locator("#agreed-2")).to_contain_text("再听一遍")
    write(lead, 2, "4.0", "有方法")
    expect(lead.locator("#debrief-message")).to_contain_text("at the same time")
    expect(hr.locator("#agreed-2 .agreed-rating")).to_contain_text("4.0")
    assert [str(row.rating) for row in Consensus.objects.order_by("pk")] == ["3.5", "3.0", "4.0"]
    expect(lead.locator("#following")).to_contain_text("No connection")

    hr.get_by_role("link", name="Decide").click()
    # 12 of 15: 80 %, a band is reached, so rejecting needs a second person.
    hr.get_by_label("Reject").check()
    hr.get_by_label("Reason").fill("不适合夜班")
    hr.get_by_role("button", name="Decide and seal").click()
    expect(hr.locator(".decision")).to_contain_text("waits for a second person")
    expect(hr.get_by_role("button", name="Confirm as the second person")).to_have_count(0)
    expect(member.locator("#debrief-outcome")).to_contain_text("waits for a second person")

    other = page_for(second, language="en")
    other.goto("/")
    other.get_by_role("link", name="Reject, by").click()
    other.on("dialog", lambda dialog: dialog.accept())
    other.get_by_role("button", name="Confirm as the second person").click()
    expect(other.locator(".decision")).to_contain_text("in force")
    expect(other.locator(".decision")).to_contain_text("Seal intact")
    expect(member.locator("#debrief-outcome")).to_contain_text("Reject")
    other.get_by_role("link", name="Sealed report").click()
    expect(other.locator("main")).to_contain_text("有方法")
    assert Decision.objects.get().answer.by == second


def test_whose_scorecard_is_reopened_is_led_away_and_a_wide_table_scrolls_inside(interview, page_for):
    page = page_for(interview.people[2], language="en", viewport={"width": 390, "height": 844})
    page.goto(f"/interviews/{interview.pk}/debrief/")
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wider)
    page.set_viewport_size({"width": 800, "height": 900})
    assert not page.evaluate(wider)
    box = page.locator(".matrix-wrap")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    hr = page_for("hr", language="en")
    card = interview.members.get(user=interview.people[2]).scorecard
    hr.goto(f"/interviews/scorecards/{card.pk}/reopen/")
    hr.locator("[name=reason]").fill("漏记")
    hr.locator("main form button.btn-primary").click()
    expect(page.locator("h1")).to_have_text("Submit your own first", timeout=10_000)
    assert "记下了" not in page.content()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_have_no_serious_faults_for_those_who_do_not_see_them(interview, page_for, theme):
    keeper = factories.make_user("hr")
    item = interview.sheet.items.get(position=2)
    save_consensus(actor=keeper, interview=interview, item=item, rating=D("3"), reason="一致", seen=0)
    seen = decisions.basis_sha256(interview_report(interview, keeper))
    decisions.decide(actor=keeper, interview=interview, outcome="reject", reason="不适合", seen=seen)
    page = page_for("hr", theme=theme)
    for path in ("debrief/", "decision/", "decisions/1/", ""):
        page.goto(f"/interviews/{interview.pk}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        violations = Axe().run(page).response["violations"]
        serious = [
            violation["id"] for violation in violations if violation["impact"] in ("serious", "critical")
        ]
        assert not serious, (path, [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in violations])


def test_saving_moves_nothing_and_the_names_stay_in_sight(interview, page_for):
    page = page_for("hr", language="en", viewport={"width": 1280, "height": 600})
    page.goto(f"/interviews/{interview.pk}/debrief/")
    top = "scrollY + document.querySelector('.matrix-wrap').getBoundingClientRect().top"
    choices = page.locator("#write-2 label:not(.back, .why)")
    places = "labels => labels.map((label) => label.offsetLeft)"
    before = page.evaluate(top), choices.evaluate_all(places)
    write(page, 2, "3.5", "追问前后不一致")
    expect(page.locator("#debrief-message")).to_contain_text("Kept.")
    assert (page.evaluate(top), choices.evaluate_all(places)) == before
    # Its answer replaced the form; that it is saved is said all the same.
    expect(page.locator("#form-state")).to_contain_text("Saved")
    page.evaluate("scrollTo({top: 500, behavior: 'instant'})")
    bar = page.locator("header.bar").bounding_box()
    assert page.evaluate("scrollY") > 300
    assert page.locator(".matrix thead th").nth(1).bounding_box()["y"] >= bar["height"] - 1


def test_what_others_write_does_not_move_the_line_one_is_writing(interview, page_for):
    page = page_for("hr", language="en", reduced_motion="reduce", viewport={"width": 1280, "height": 700})
    page.goto(f"/interviews/{interview.pk}/debrief/")
    # As in a browser that doesn't hold what is seen in its place by itself.
    page.evaluate("document.documentElement.style.overflowAnchor = 'none'")
    page.locator("#write-3 summary").click()
    reason = page.locator("#write-3 [name=reason]")
    reason.fill("半句话")
    before = reason.bounding_box()["y"]
    other = page_for("hr", language="en")
    other.goto(f"/interviews/{interview.pk}/debrief/")
    write(other, 1, "3.5", "\n".join(f"理由 {number}" for number in range(12)))
    expect(page.locator("#agreed-1")).to_contain_text("理由 11")
    assert abs(reason.bounding_box()["y"] - before) <= 1
    expect(reason).to_be_focused()


def test_a_consensus_is_chosen_like_a_rating_and_says_before_what_it_changes(interview, page_for):
    """By keyboard alone; (4 + 3 + 4)/15 is 73.3 %, another band than 76.7 %."""
    address = f"/interviews/{interview.pk}/debrief/"
    hr, lead = page_for("hr", language="en"), page_for(interview.people[0], language="en")
    for page in (hr, lead):
        page.goto(address)
    effect = hr.locator("#effect-2")
    hr.locator("#write-2 [name=rating]").first.focus()
    for _ in range(6):
        hr.keyboard.press("ArrowRight")
    expect(effect).to_contain_text("With 3.0 the result is 73.3% 合格, now 76.7% 良好.")
    expect(effect).to_contain_text("Say why")
    assert not Consensus.objects.exists()
    hr.keyboard.press("Enter")
    hr.keyboard.insert_text("追问前后不一致")

    # Somebody else is quicker: nobody overwrites them without having seen it.
    write(lead, 2, "4.0", "有方法")
    expect(hr.locator("#agreed-2")).to_contain_text("New since your last look")
    expect(effect).to_contain_text("Somebody else has just kept a rating here")
    expect(hr.locator("#write-2 [name=reason]")).to_be_focused()
    hr.keyboard.press("Enter")
    expect(hr.locator("#agreed-2 .agreed-rating")).to_contain_text("3.0")
    expect(hr.locator("#debrief-sum")).to_contain_text("73.3%")
    assert [str(row.rating) for row in Consensus.objects.order_by("pk")] == ["4.0", "3.0"]

    # Another rating for the same reason is one click, also before the last is answered; it is taken back for
    # a reason of its own.
    hr.locator("#write-2 [value='3.5']").click()
    hr.locator("#write-2 [value='4.5']").click()
    expect(hr.locator("#agreed-2 .agreed-rating")).to_contain_text("4.5")
    hr.locator("#write-2 [value='']").click()
    expect(effect).to_contain_text("Say why it is taken back")
    hr.locator("#write-2 [name=reason]").fill("记错了题")
    hr.locator("#write-1 summary").click()
    expect(hr.locator("#agreed-2")).to_contain_text("to agree on")
    assert not any(row.after_id is None for row in Consensus.objects.order_by("pk")[1:])

    # What has happened since is marked when the lead comes back.
    lead.close()
    again = page_for(interview.people[0], language="en")
    again.goto(address)
    expect(again.locator(".news:visible")).to_have_count(0)
    write(hr, 2, "4.0", "再听一遍")
    expect(hr.locator("#agreed-2 .agreed-rating")).to_contain_text("4.0")
    expect(hr.locator(".news:visible")).to_have_count(0)
    again.goto("/")
    write(hr, 1, "4.0", "一致")
    expect(hr.locator("#agreed-1")).to_contain_text("一致")
    again.goto(address)
    expect(again.locator("#agreed-1")).to_contain_text("New since your last look")
    expect(again.locator("#agreed-3 .news")).to_be_hidden()


def test_on_paper_long_notes_take_no_room_from_their_neighbours(interview, page_for):
    """5,000 characters of one person: the columns stay alike, and the notes are as wide as the table."""
    response = Response.objects.filter(item__position=2, scorecard__member__user=interview.people[0])
    response.update(notes="他先听完客户的三个诉求，逐一复述确认。" * 250)
    page = page_for("hr", viewport={"width": 800, "height": 900})
    page.goto(f"/interviews/{interview.pk}/debrief/")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    widths = page.evaluate(
        "[...document.querySelectorAll('#question-2 > *')].map((cell) => cell.offsetWidth)"
    )
    assert max(widths[1:4]) - min(widths[1:4]) <= 1 and widths[0] >= 100 and widths[4] >= 80
    below = page.locator("#question-2 ~ .notes-below").first
    assert below.locator(".notes").first.bounding_box()["width"] > 0.85 * sum(widths)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".notes-below").count() == 0
