"""Every page prints whole: Ctrl+P cuts no text, and nothing lies over anything else. On the screen, what
stays in place at the top or the foot covers nothing that a link, a key or an error leads to.

The pages are found by their addresses, so that a new one is covered without anybody remembering it.
"""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from tests import factories
from tests.browser.room.room import open_scoring, saved
from tests.test_every_url import ADDRESSES, PUBLIC, address, open_to
from tests.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A4 between its margins, in CSS pixels.
PAPER = {"width": 718, "height": 1000}
#: Fewer would mean that the search itself has broken.
FEWEST_PAGES = 60
FEWEST_ADMIN_PAGES = 6
LONG = "\n".join(f"第 {number} 句：她先让客户把话说完，再复述一遍。" for number in range(1, 41))

FILL = """(text) => {
  for (const field of document.querySelectorAll("textarea")) field.value = text;
}"""

#: What is cut, or lies over something else, on the paper.
FAULTS = """() => {
  const faults = [];
  const heard = ".visually-hidden, svg, .skip";
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(heard)) continue;
    const name = `${element.tagName}#${element.id}.${[...element.classList].join(".")}`;
    const { position, overflowX, overflowY } = getComputedStyle(element);
    if (["fixed", "sticky"].includes(position)) faults.push(`${name} stays in place`);
    if (element.matches("textarea") && element.value) faults.push(`${name} is not written out`);
    // What holds no text has nothing to lose: lines to write on.
    if (element.matches("input, select, textarea") || !element.textContent.trim()) continue;
    const wide = overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
    const high = overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1;
    if (element.clientWidth && (wide || high)) faults.push(`${name} is cut`);
  }
  return faults;
}"""


#: What stays in place across the page, where a browser that scrolls to something doesn't know of it.
COVERING = """() => {
  const root = getComputedStyle(document.documentElement);
  const faults = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility() || element.closest("dialog, .toolbar")) continue;
    const { position, top, bottom } = getComputedStyle(element);
    if (!["fixed", "sticky"].includes(position)) continue;
    const box = element.getBoundingClientRect();
    const across = (element.matches("th") ? element.parentElement : element).getBoundingClientRect().width;
    if (across < 0.6 * innerWidth) continue;
    const below = position === "fixed" ? box.top > innerHeight / 2 : top === "auto";
    const covered = parseFloat(below ? bottom : top) + box.height;
    const known = parseFloat(below ? root.scrollPaddingBottom : root.scrollPaddingTop) || 0;
    const name = `${element.tagName}#${element.id}.${[...element.classList].join(".")}`;
    if (covered > known) faults.push(`${name} covers ${covered} px at ${innerWidth}, known are ${known}`);
  }
  return faults;
}"""
SCREENS = [{"width": 390, "height": 780}, {"width": 1280, "height": 800}]


def on_paper(page):
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    # Browsers tell of the change of media too, but in their own time.
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


def on_screen(page):
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def pages(world, client_for):
    """(role, address) of every page, for the first role that may open it."""
    clients = {role: client_for(user=world.people[role]) for role in ("hr", "admin", "member")}
    for name in sorted(ADDRESSES.keys() - PUBLIC):
        url = address(name, world)
        for role, client in clients.items():
            if role in open_to(name) or (role == "member" and "interviewer" in open_to(name)):
                answer = client.get(url)
                html = answer.headers.get("Content-Type", "").startswith("text/html")
                if answer.status_code == 200 and html and "<main" in answer.getvalue().decode():
                    yield role, url
                    break


def admin_pages(client):
    """The list of objects, and every model's first page with a text to edit."""
    yield reverse("admin:interviews_interview_changelist")
    for model in admin.site._registry:
        opts = model._meta
        first = model._default_manager.order_by("pk").first()
        if first:
            url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[first.pk])
            answer = client.get(url)
            if answer.status_code == 200 and "<textarea" in answer.getvalue().decode():
                yield url


def faults_of(page, url):
    page.goto(url)
    faults = []
    for screen in SCREENS:
        page.set_viewport_size(screen)
        faults += page.evaluate(COVERING)
    page.evaluate(FILL, LONG)
    on_paper(page)
    faults += page.evaluate(FAULTS)
    on_screen(page)
    return [f"{url}: {fault}" for fault in faults]


@pytest.mark.parametrize("role", ["hr", "admin", "member"])
def test_every_page_prints_whole_and_covers_nothing_on_the_screen(page_for, client_for, role):
    world = make_world()
    urls = [url for whose, url in pages(world, client_for) if whose == role]
    page = page_for(world.people[role], viewport=PAPER)
    page.on("dialog", lambda dialog: dialog.accept())
    faults = [fault for url in urls for fault in faults_of(page, url)]
    assert faults == [], "\n".join(faults)
    assert role != "hr" or len(urls) >= FEWEST_PAGES, "the pages are not found any more"


def test_every_page_of_the_administration_prints_whole_and_covers_nothing(page_for, client_for):
    make_world()
    somebody = factories.make_user("admin", is_superuser=True)
    page = page_for(somebody, viewport=PAPER)
    page.on("dialog", lambda dialog: dialog.accept())
    urls = list(admin_pages(client_for(user=somebody)))
    faults = [fault for url in urls for fault in faults_of(page, url)]
    assert faults == [], "\n".join(faults)
    assert len(urls) >= FEWEST_ADMIN_PAGES, "the pages are not found any more"


def test_all_questions_of_a_scorecard_stand_on_paper_with_all_that_was_written(page_for, interview):
    page = open_scoring(page_for, interview)
    page.locator("article:not([hidden]) [data-field=notes]").fill(LONG)
    saved(page)
    on_paper(page)
    for item in interview.sheet.items.all():
        assert page.get_by_role("heading", name=item.text).is_visible()
    assert page.get_by_text("第 40 句").is_visible()
    on_screen(page)
    assert page.locator(".written-out").count() == 0
    assert page.locator("article:not([hidden]) [data-field=notes]").input_value() == LONG


def test_what_is_typed_in_stands_on_paper_as_a_printer_asks_for_it(page_for, interview):
    """The browser's own printing, without the emulation."""
    page = page_for(interview.members.get().user, language="en")
    page.goto(reverse("interviews:scorecard-type-in", args=[interview.pk]))
    page.locator("#type-in[data-ready]").wait_for()
    notes = page.locator("#q1 textarea").last

    def sheets():
        return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))

    notes.fill("短")
    few = sheets()
    notes.fill(f"{LONG}\n" * 4)
    saved(page)
    assert sheets() >= few + 3
    assert page.locator(".written-out").count() == 0
