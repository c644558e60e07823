"""Every form of the site, found by every address: nothing typed is lost, and nothing fails in silence.

A new page with a form is covered without anybody remembering it. Each form is sent to a server that fails
and in a session that has ended; each time the page stays, says what happened, and still has the text; at
last the page is loaded anew, and the text is offered.
"""

from typing import Any

import pytest
from django.conf import settings

from tests.test_every_url import ADDRESSES, PUBLIC, address, open_to
from tests.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED = "写到一半的话 half-written"
#: Pages whose texts go another way, with tests of their own: through a queue, saved by themselves.
OTHERWISE = {"interviews:scorecard", "interviews:scorecard-type-in"}
#: Fewer would mean that the search itself has broken.
FEWEST_FORMS = 25

FIND = """() => [...document.querySelectorAll("form")].flatMap((form, place) => {
  const texts = [...form.elements].filter((field) => field.name && !field.readOnly && !field.disabled
    && field.matches("textarea, input:not([type]), input[type=text], input[type=email], input[type=tel]"));
  const writes = form.method === "post" && !form.querySelector("[type=password]");
  return writes && texts.length ? [place] : [];
})"""

#: Types the text into every field of the form that takes texts, as far as the field lets it.
TYPE = """([place, text]) => {
  const form = document.forms[place];
  form.noValidate = true;
  const fields = [...form.elements].filter((field) => field.name && !field.readOnly && !field.disabled
    && field.matches("textarea, input:not([type]), input[type=text], input[type=email], input[type=tel]"));
  for (const field of fields) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""

SEND = """(place) => {
  const form = document.forms[place];
  const sends = "button:not([type=button]), [type=submit]";
  const button = [...form.elements].find((element) => element.matches(sends));
  if (button) form.requestSubmit(button); else form.requestSubmit();
}"""

TEXTS = """(place) => [...(document.forms[place]?.elements ?? [])]
  .filter((field) => field.matches("textarea, input")).map((field) => field.value)"""

#: The notice beside the form, once there is one.
NOTICE = """(place) => {
  const form = document.forms[place];
  const beside = [form?.nextElementSibling, form?.previousElementSibling];
  return beside.find((element) => element?.matches(".form-notice"))?.textContent ?? "";
}"""

RESTORE = "(place) => document.forms[place].previousElementSibling.querySelector('button').click()"


def notice_of(page: Any, place: int, before: str = "") -> str:
    """What stands beside the form, as soon as something new does; "" after a while."""
    for _ in range(200):
        text: str = page.evaluate(NOTICE, place)
        if text and text != before:
            return text
        page.wait_for_timeout(50)
    return ""


def pages_with_forms(world: Any, client_for: Any, roles: list[str]) -> list[tuple[str, str]]:
    """(role, address) of every page with a form, for the first role that may open it."""
    client_of = {role: client_for(user=world.people[role]) for role in roles}
    pages = []
    for name in sorted(ADDRESSES.keys() - PUBLIC - OTHERWISE):
        url = address(name, world)
        for role in roles:
            if role in open_to(name) or (role == "member" and "interviewer" in open_to(name)):
                answer = client_of[role].get(url)
                html = answer.headers.get("Content-Type", "").startswith("text/html")
                if answer.status_code == 200 and html and "<form" in answer.getvalue().decode():
                    pages.append((role, url))
                    break
    return pages


class Trial:
    """One form on one page."""

    def __init__(self, page: Any, url: str, place: int) -> None:
        self.page, self.url, self.place, self.faults = page, url, place, []

    def run(self) -> list[str]:
        self.page.goto(self.url)
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate(TYPE, [self.place, TYPED])
        first = self.send_to_failing_server("")
        self.send_to_failing_network(first)
        self.send_without_session()
        self.come_back()
        return self.faults

    def check(self, what: str, text: str) -> None:
        if not text:
            self.faults.append(f"{self.url} form {self.place}: {what}: nothing is said")
        if TYPED not in self.page.evaluate(TEXTS, self.place):
            self.faults.append(f"{self.url} form {self.place}: {what}: the text is gone")

    def send_to_failing_server(self, before: str) -> str:
        broken = {"status": 500, "body": "broken"}
        self.page.route("**/*", lambda route: self._instead(route, lambda: route.fulfill(**broken)))
        self.page.evaluate(SEND, self.place)
        text = notice_of(self.page, self.place, before)
        self.check("failing server", text)
        self.page.unroute("**/*")
        return text

    def send_to_failing_network(self, before: str) -> None:
        self.page.route("**/*", lambda route: self._instead(route, route.abort))
        self.page.evaluate(SEND, self.place)
        self.check("no network", notice_of(self.page, self.place, before))
        self.page.unroute("**/*")

    def send_without_session(self) -> None:
        cookies = self.page.context.cookies()
        self.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        self.page.evaluate(SEND, self.place)
        for _ in range(200):
            if self.page.locator("#sign-in-again[open]").count():
                break
            self.page.wait_for_timeout(50)
        else:
            self.faults.append(f"{self.url} form {self.place}: ended session: no sign-in is offered")
        self.check("ended session", notice_of(self.page, self.place))
        session = [cookie for cookie in cookies if cookie["name"] == settings.SESSION_COOKIE_NAME]
        self.page.context.add_cookies(session)

    def come_back(self) -> None:
        self.page.reload()
        self.page.wait_for_load_state("networkidle")
        offer = notice_of(self.page, self.place)
        if offer:
            self.page.evaluate(RESTORE, self.place)
        self.check("after loading the page anew", offer)

    def _instead(self, route: Any, act: Any) -> None:
        if route.request.method == "POST":
            act()
        else:
            route.continue_()


@pytest.mark.parametrize(("role", "language"), [("hr", "zh-hans"), ("admin", "en"), ("member", "en")])
def test_no_form_loses_what_was_typed_or_fails_in_silence(page_for, client_for, role, language):
    world = make_world()
    order = ["hr", "admin", "member"]
    pages = [url for whose, url in pages_with_forms(world, client_for, order) if whose == role]
    page = page_for(world.people[role], language=language)
    faults, forms = [], 0
    for url in pages:
        page.goto(url)
        for place in page.evaluate(FIND):
            forms += 1
            tab = page.context.new_page()
            tab.on("dialog", lambda dialog: dialog.accept())
            tab.on("pageerror", lambda error: page.violations.append(str(error)))
            faults += Trial(tab, url, place).run()
            tab.close()
    assert faults == [], "\n".join(faults)
    assert role != "hr" or forms >= FEWEST_FORMS, "the forms are not found any more"
