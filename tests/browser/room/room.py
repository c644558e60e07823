"""What the tests of the scoring page share: opening it, pressing keys, reading what it shows."""

import json
import time

from django.conf import settings
from django.test import Client
from django.urls import reverse

from interviews.models import Response
from interviews.room.pages.scorecard import sheet_json


def open_scoring(page_for, interview, *, user=None, hash="", language="en", **options):
    page = page_for(user or interview.members.get().user, language=language, **options)
    page.goto(reverse("interviews:scorecard", args=[interview.pk]) + hash)
    page.locator("main[data-ready]").wait_for()
    return page


def until(page, expression, seconds=10):
    """Wait until a JavaScript expression or function is true.

    Playwright's own ``wait_for_function`` asks again from within the page, where the site's
    Content-Security-Policy forbids it: it works only for what is true at the first look.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


#: Opens what the browser keeps unsent of this person: the changes of a drawer.
WAITING = """async (name) => {
  const { openVault } = await import("/static/js/common/vault.js");
  const drawer = await openVault().drawer(`${name}:${document.querySelector("[data-seat]").dataset.key}`);
  return (await drawer.read(() => true)).map(({ value }) => value);
}"""


def waiting(page, name="scoring"):
    """What the browser keeps unsent: (field, value), but for the seconds that are counted."""
    changes = page.evaluate(WAITING, name)
    return [(change["field"], change["value"]) for change in changes if change["field"] != "seconds"]


def nothing_waits(page, name="scoring", seconds=10):
    end = time.monotonic() + seconds
    while waiting(page, name):
        assert time.monotonic() < end, "changes still wait"
        page.wait_for_timeout(50)


def saved(page):
    """Wait until the page says that everything is on the server."""
    page.locator("#saved[data-state=saved] span:not(:empty)").wait_for(state="attached")
    nothing_waits(page)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def shown(page, selector):
    return page.locator(f"article.question:not([hidden]) {selector}")


def marks(page):
    return [
        button.get_attribute("data-value")
        for button in shown(page, ".segmented [aria-checked=true]").element_handles()
    ]


def rating(page):
    chosen = shown(page, ".rate [aria-checked=true]")
    return chosen.get_attribute("data-rating") if chosen.count() else None


def response(interview, position=1):
    return Response.objects.get(scorecard__member__interview=interview, item__position=position)


def sign_in_as(page, user):
    """Give the page's browser the session of this person."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    url = page.evaluate("location.origin")
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


def cut_off(page):
    """The site can't be reached from this page."""
    page.route("**/score/s*/", lambda route: route.abort())


def reconnect(page):
    page.unroute("**/score/s*/")


def look(page):
    """The page comes to the front, and looks at what the server has."""
    page.evaluate("dispatchEvent(new Event('focus'))")


def sheet_for_store(rules):
    """A sheet's rules as the page gives them to its scripts."""
    return json.loads(json.dumps(sheet_json(rules)))
