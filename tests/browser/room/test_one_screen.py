"""On a laptop a question is one screen, and nothing on it changes its place, whatever opens."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from interviews.models import Response
from tests import factories
from tests.browser.room.room import marks, open_scoring, press, rating, saved, shown, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = [(1366, 625), (1280, 720), (1920, 1080)]
LANGUAGES = ["zh-hans", "en"]
LONG = "请描述一下，当客户同时投诉多个问题，且情绪非常激动时，你会如何处理？请说说你先做什么、后做什么。"


@pytest.fixture
def interview(db):
    """A question with six points, a red flag and three probes, a ladder, and one with the longest texts."""
    questions = [
        factories.make_question(points=6, text=LONG, probes=["当时客户怎么说？"] * 3, answer=LONG * 6),
        factories.make_question(rubric_kind="ladder", red_flags=2, text="请讲一次你把客户放在第一位的经历。"),
        factories.make_question(points=9, red_flags=1, text=LONG * 3, probes=[LONG * 2] * 3),
    ]
    long = questions[2].points.first()
    long.text = LONG * 4
    long.save()
    sheet = factories.make_sheet(question_set=factories.make_set(questions=questions))
    return factories.make_interview(panel=[factories.make_user()], sheet=sheet, starts_at=timezone.now())


def size(width, height):
    return {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce"}


#: What one question needs: it stays where it is.
FIXED = (
    "#questions a, .bar .btn,"
    "article:not([hidden]) :is(.segmented, .btn.flag, .rate, .noted, .foot .btn, h2, .not-asked)"
)

#: No scrolling of the page makes up for what moved on it.
PLACES = f"""() => scrollY || Object.fromEntries([...document.querySelectorAll({FIXED!r})]
  .filter((element) => element.getClientRects().length)
  .map((element, index) => {{
    const {{ x, y }} = element.getBoundingClientRect();
    return [`${{index}} ${{element.className}}`, [Math.round(x), Math.round(y)]];
  }}))"""

OUTSIDE = """() => [...document.querySelectorAll(
  "article:not([hidden]) :is(h2, .probes label, .segmented, .btn.flag)," +
  "article:not([hidden]) :is(.notes, .rate button, .suggestion-reason, .foot .step)"
)].filter((element) => {
  const { top, bottom, left, right } = element.getBoundingClientRect();
  return top < 0 || left < 0 || bottom > innerHeight || right > innerWidth;
}).map((element) => element.className)"""


def places(page):
    return page.evaluate(PLACES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_seven_points_notes_and_rating_are_seen_at_once(page_for, interview, width, height, language, theme):
    page = open_scoring(page_for, interview, language=language, theme=theme, **size(width, height))
    for number in (1, 2):
        page.locator(f"#questions a:nth-child({number})").click()
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate("scrollY") == 0


CUT = """() => [...document.querySelectorAll("article:not([hidden]) .points")].some(
  (points) => points.scrollHeight > points.clientHeight)"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_six_points_two_red_flags_and_a_question_of_two_lines_are_seen_whole(page_for, language):
    text = "请描述一下你认为自己最大的优点和缺点是什么？这些优缺点如何影响你在客服工作中的表现？"
    question = factories.make_question(points=6, red_flags=2, text=text, probes=["当时客户怎么说？"] * 3)
    sheet = factories.make_sheet(question_set=factories.make_set(questions=[question]))
    interview = factories.make_interview(panel=[factories.make_user()], sheet=sheet, starts_at=timezone.now())
    page = open_scoring(page_for, interview, language=language, **size(1366, 625))
    assert not page.evaluate(CUT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 360, 390])
def test_on_a_phone_the_bar_is_one_row(page_for, interview, width, language):
    page = open_scoring(page_for, interview, language=language, has_touch=True, **size(width, 640))
    tops = page.locator(".scoring-bar > :is(.brand, .clock, .saved, .btn):visible").evaluate_all(
        "parts => parts.map((part) => part.getBoundingClientRect()).map(({top, height}) => top + height / 2)"
    )
    assert len(tops) >= 5 and max(tops) - min(tops) < 8
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_moves_under_the_hand(page_for, interview, width, height, language):
    page = open_scoring(page_for, interview, language=language, **size(width, height))
    press(page, "1")  # the first entry starts the clock, and its button says so
    until(page, "document.querySelector('#clock').textContent !== '0:00'")
    before = places(page)
    acts = {
        "a mark": lambda: shown(page, "[data-value=partly]").nth(1).click(),
        "the mark back": lambda: shown(page, ".clear:not(:disabled)").first.click(),
        "a red flag": lambda: shown(page, ".btn.flag").click(),
        "a rating that needs evidence and a reason": lambda: shown(page, "[data-rating='4.5']").click(),
        "the answer": lambda: press(page, "a"),
        "the answer away": lambda: press(page, "a"),
        "writing": lambda: shown(page, ".notes").fill("记录\n" * 40),
        "not asked": lambda: (page.evaluate("document.activeElement.blur()"), press(page, "x")),
        "asked after all": lambda: press(page, "x"),
        "every mark": lambda: press(page, *"23456"),
    }
    for name, act in acts.items():
        act()
        assert places(page) == before, name
    saved(page)
    assert places(page) == before


def test_a_text_that_is_cut_shows_all_of_itself_over_its_neighbours(page_for, interview):
    page = open_scoring(page_for, interview, **size(1366, 625))
    page.locator("#questions a:nth-child(3)").click()
    before = places(page)
    row = shown(page, ".points li").first
    row.locator(".show-whole").click()
    assert row.locator(".clipped").evaluate("(text) => text.scrollWidth <= text.clientWidth")
    assert places(page) == before
    press(page, "Escape")
    expect(row.locator(".show-whole")).to_have_attribute("aria-expanded", "false")
    assert shown(page, ".probes .show-whole").count() == 3


def test_the_answer_lies_over_the_notes_and_goes_when_one_writes(page_for, interview):
    page = open_scoring(page_for, interview, **size(1366, 625))
    press(page, "a")
    answer, notes = shown(page, ".answers"), shown(page, ".noted")
    assert answer.bounding_box()["x"] == notes.bounding_box()["x"]
    press(page, "m")
    expect(answer).to_be_hidden()
    expect(shown(page, ".notes")).to_be_focused()


def test_on_a_wide_screen_the_answer_stays_open_beside_the_points(page_for, interview):
    page = open_scoring(page_for, interview, **size(1920, 1080))
    press(page, "a", "n")
    expect(shown(page, ".answer-text")).to_be_visible()
    points, answer, notes = (shown(page, part).bounding_box() for part in (".points", ".answers", ".noted"))
    assert points["x"] + points["width"] <= answer["x"]
    assert answer["x"] + answer["width"] <= notes["x"]


def test_questions_that_begin_alike_are_told_apart_in_the_list(page_for, interview):
    page = open_scoring(page_for, interview, **size(1366, 625))
    assert page.locator("#questions .wording").first.inner_text() == "客户同时投诉多个问题"


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_the_notes_come_up_over_the_points(page_for, interview, language):
    page = open_scoring(page_for, interview, language=language, has_touch=True, **size(390, 844))
    button = shown(page, ".pull-up")
    button.click()
    notes = shown(page, ".notes")
    expect(notes).to_be_focused()
    assert notes.evaluate("(field) => field.getBoundingClientRect().bottom <= innerHeight")
    page.keyboard.type("先听完")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "false")
    saved(page)
    assert Response.objects.get(item__position=1).notes == "先听完"


class TestEvidence:
    def write(self, page, text, words):
        notes = shown(page, ".notes")
        notes.fill(text)
        notes.evaluate(
            """(field, words) => {
              const start = field.value.indexOf(words);
              field.setSelectionRange(start, start + words.length);
            }""",
            words,
        )

    @pytest.mark.parametrize("by", ["key", "button"])
    def test_selected_words_become_evidence_with_their_time_once(self, page_for, interview, by):
        page = open_scoring(page_for, interview, **size(1366, 625))
        self.write(page, "[02:10] 先让客户说完，边听边记", "边听边记")
        for _ in range(2):
            if by == "key":
                press(page, "Alt+e")
            else:
                shown(page, ".quote").click()
        expect(shown(page, "[data-field=evidence]")).to_have_value("[02:10] “边听边记”")
        saved(page)
        assert Response.objects.get(item__position=1).evidence == "[02:10] “边听边记”"

    def test_nothing_selected_takes_nothing(self, page_for, interview):
        page = open_scoring(page_for, interview, **size(1366, 625))
        shown(page, ".notes").fill("先听完")
        press(page, "Alt+e")
        expect(shown(page, "[data-field=evidence]")).to_have_value("")

    def test_a_key_ties_a_line_or_words_to_a_point(self, page_for, interview):
        page = open_scoring(page_for, interview, **size(1366, 625))
        self.write(page, "[03:05] 先复述，再问是不是这三件", "是不是这三件")
        press(page, "Alt+2")
        shown(page, ".notes").press_sequentially("\n退款先办")
        press(page, "Alt+1")
        expect(shown(page, ".points li").nth(1).locator(".tied")).to_have_text("“是不是这三件”")
        expect(shown(page, ".points li").nth(0).locator(".tied")).to_have_text("“退款先办”")
        saved(page)
        assert Response.objects.get(item__position=1).notes.endswith("退款先办 #1")

    def test_no_point_no_tie(self, page_for, interview):
        page = open_scoring(page_for, interview, **size(1366, 625))
        shown(page, ".notes").fill("先听完")
        press(page, "Alt+9")
        expect(shown(page, ".notes")).to_have_value("先听完")


def test_submitting_has_a_key_also_while_one_writes(page_for, interview):
    page = open_scoring(page_for, interview, **size(1366, 625))
    shown(page, ".notes").fill("先听完")
    press(page, "Control+Enter")
    expect(page.locator("#submit-dialog")).to_be_visible()
    assert (marks(page), rating(page)) == ([], None)


#: Keeps all that ever stood in the place whose changes a screen reader says.
LISTEN = """() => {
  const place = document.querySelector("#announce");
  window.heard = [];
  new MutationObserver(() => heard.push(place.textContent)).observe(place, { childList: true });
}"""


class TestHeard:
    def test_a_suggestion_and_what_is_asked_for_are_heard_together(self, page_for, interview):
        page = open_scoring(page_for, interview, language="en", **size(1366, 625))
        press(page, "1")
        expect(page.locator("#announce")).to_contain_text("Point 1: Met")
        expect(page.locator("#announce")).to_contain_text("Suggested by the points: 0.0")
        shown(page, "[data-rating='4.5']").click()
        expect(page.locator("#announce")).to_contain_text("Your rating differs from the suggested")
        expect(page.locator("#announce")).to_contain_text("A rating of 4 or more needs evidence")

    def test_the_same_words_are_heard_again(self, page_for, interview):
        page = open_scoring(page_for, interview, language="en", **size(1366, 625))
        page.evaluate(LISTEN)
        words = "Nothing has to be written here."
        for heard in ([words], [words, "", words]):
            press(page, "w")
            until(page, f"heard.length === {len(heard)}")
            assert page.evaluate("heard") == heard


def test_what_is_chosen_and_what_is_suggested_differ_with_the_systems_own_colours(page_for, interview):
    page = open_scoring(page_for, interview, forced_colors="active", **size(1366, 625))
    press(page, "1", "2", "3", "4", "5", "6")
    look = "(element) => [getComputedStyle(element).backgroundColor, getComputedStyle(element).outlineStyle]"
    suggested = shown(page, ".rate .hint").evaluate(look)
    shown(page, "[data-rating='1']").click()
    chosen = shown(page, "[data-rating='1']").evaluate(look)
    plain = shown(page, "[data-rating='2']").evaluate(look)
    assert chosen[0] != plain[0]
    assert suggested[1] == "dashed"
    assert plain[1] == "none"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_and_all_keys_are_seen_in_one_glance(page_for, language):
    questions = [factories.make_question(text=f"{LONG}（{number}）") for number in range(9)]
    sheet = factories.make_sheet(question_set=factories.make_set(questions=questions))
    interview = factories.make_interview(panel=[factories.make_user()], sheet=sheet, starts_at=timezone.now())
    page = open_scoring(page_for, interview, language=language, **size(1366, 625))
    page.locator("#show-keys").click()
    whole = "(dialog) => dialog.scrollTop === 0 && dialog.scrollHeight <= dialog.clientHeight"
    assert page.locator("#keys-dialog").evaluate(whole)
    press(page, "Escape", "Control+Enter")
    lacking = page.locator("#submit-dialog .lacking li")
    expect(lacking).to_have_count(9)
    # A line each, and however much stands there, the answer is in reach.
    assert lacking.evaluate_all("lines => lines.every((line) => line.offsetHeight < 36)")
    assert page.evaluate("document.querySelector('#submit-dialog').scrollTop") == 0
    for button in ("#submit-now", "#submit-dialog [data-close]"):
        box = page.locator(button).bounding_box()
        assert box["y"] + box["height"] <= 625
