"""The builder in a browser: what its tests do again and again."""

from playwright.sync_api import expect

TEXTS = {
    "KF-1": "请介绍一次你处理客户投诉的经历：当时客户的诉求是什么？你做了什么？结果如何？",
    "KF-2": "团队里两位成员为排班起了争执，你会怎么办？",
    "KF-3": "客户在社交媒体上公开批评我们的服务，你第一步做什么？",
    "KF-4": "你怎样看待客服工作里的压力？",
}


#: High enough for a whole set: the pointer reaches only what is in sight.
TALL = {"width": 1280, "height": 1500}


def open_builder(page_for, question_set, **options):
    page = page_for("hr", language="en", **options)
    page.goto(f"/interviews/sets/{question_set.pk}/")
    return page


def order(page):
    """The codes of the set's questions, in the order the page shows."""
    # Without a script a click leads to a new page, which may still be arriving.
    page.wait_for_load_state()
    return [text.split()[0] for text in page.locator(".set-item .item-summary .dots").all_inner_texts()]


def wait_for_place(page, index, code):
    expect(page.locator(".set-item .item-summary .dots").nth(index)).to_contain_text(code)
    wait_until_settled(page)


def wait_until_settled(page):
    """Wait until what came last from the server answers to the keyboard and the mouse."""
    expect(page.locator(".htmx-added, .htmx-swapping, .htmx-settling, .htmx-request")).to_have_count(0)


def codes(question_set):
    return list(question_set.items.order_by("position").values_list("question__code", flat=True))


def item(page, code):
    return page.locator(".set-item", has=page.get_by_text(code, exact=True))


def drag(page, handle, target, landed):
    """Drag ``handle`` onto ``target``, and let go once the page shows the item there.

    ``landed``: a condition on the item, in JavaScript. A busy machine answers late to the pointer, so
    the pointer keeps to its place, moving a little, until the item has followed.
    """
    dragged = handle.locator("xpath=ancestor::li[1]").element_handle()
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for attempt in range(40):
        goal = target.bounding_box()
        page.mouse.move(goal["x"] + 20 + attempt % 3, goal["y"] + goal["height"] * 0.7, steps=6)
        if dragged.evaluate(landed):
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError("the item did not follow the pointer")
    page.mouse.up()


def expect_said(page, text):
    """What a screen reader is told of the last change."""
    expect(page.locator("#builder-said")).to_have_text(text)
    wait_until_settled(page)
