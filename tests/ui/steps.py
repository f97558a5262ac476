"""What a person does on the page, in words."""


def ask(page, question, *, wait=True):
    """Type a question, press Enter, and return the new turn once its answer is there."""
    number = page.locator(".turn").count()
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    turn = page.locator(".turn").nth(number)
    if wait:
        turn.locator(".judge").wait_for()
    return turn


def open_room(page, name):
    """Press a room's tab."""
    page.get_by_role("tab", name=name, exact=True).click()


def sideways(page):
    """Return how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
