"""Every question of the book on its page: judged, hinted, remembered, forgotten."""

import pytest

from tests.book.site.widgets import stored
from tests.explore.test_questions_browser import box, give, verdict
from tools import notebooks
from tools.exercises import exercises, result

QUESTIONS = stored("question")
every_question = pytest.mark.parametrize("widget", QUESTIONS)
FORGET = "Forget my answers on this page"
KEPT = "Object.keys(localStorage).filter((k) => k.startsWith(`dlnotes:${location.pathname}`))"


@pytest.fixture(scope="module")
def asked():
    """{chapter: {id: question}}, made by the chapters' own cells."""
    chapters = {p.values[0].chapter for p in QUESTIONS}
    return {name: questions_of(notebooks.find(name).nb) for name in chapters}


def questions_of(nb):
    made = [result(e.setup, e.cell.source) for e in exercises(nb) if "Question(" in e.cell.source]
    return {question.spec["id"]: question for question in made}


@pytest.fixture
def page(windows):
    """The page of a question, in a window that remembers nothing."""

    def opened(widget):
        page = windows.page(widget.page, "desk")
        forget(page)
        return page

    yield opened
    assert not windows.complaints
    windows.complaints.clear()


def forget(page):
    button = page.get_by_role("button", name=FORGET).first
    if button.is_visible():
        button.click()


def test_the_book_has_questions():
    assert QUESTIONS


@every_question
def test_a_right_answer_is_accepted_and_a_wrong_one_refused_with_a_hint(widget, page, asked):
    name, question = widget.spec["id"], asked[widget.chapter][widget.spec["id"]]
    assert question.spec == widget.spec
    shown, (right, wrong) = page(widget), question.examples()
    hint = box(shown, name).get_by_role("button", name="Show a hint")
    assert verdict(shown, name) == "" and not hint.is_visible()
    give(shown, question, wrong)
    assert verdict(shown, name).startswith("✗") and "not right" in verdict(shown, name).lower()
    assert hint.is_visible() == bool(widget.spec["hint"])
    if widget.spec["hint"]:
        hint.click()
        assert box(shown, name).locator(".dlx-clue").inner_text().startswith("Hint: ")
    give(shown, question, right)
    assert verdict(shown, name) == "✓ Right."


@every_question
def test_the_answer_is_not_to_be_seen(widget, page, asked):
    shown, name = page(widget), widget.spec["id"]
    cell = box(shown, name).locator("xpath=ancestor::*[contains(@class, 'cell')][last()]")
    assert not cell.locator(".cell_input pre").is_visible()
    right, _ = asked[widget.chapter][name].examples()
    if not widget.spec["choices"] and len(right) > 2:  # a digit or two is in any prompt
        assert right not in box(shown, name).inner_html()


@every_question
def test_without_scripts_it_says_what_it_needs(widget, windows):
    shown = box(windows.page(widget.page, "still"), widget.spec["id"])
    assert "needs the page's script" in shown.inner_text()
    assert shown.locator("input").count() == 0


@every_question
def test_it_fits_a_phone(widget, windows):
    place = box(windows.page(widget.page, "phone"), widget.spec["id"])
    place.scroll_into_view_if_needed()
    shown = place.locator(".dlx-question").bounding_box()
    assert shown["x"] >= 0 and shown["x"] + shown["width"] <= 390
    for target in place.locator("button:visible, input[type=text], .dlx-choice").all():
        assert target.bounding_box()["height"] >= 44


@pytest.mark.parametrize("chapter", sorted({p.values[0].chapter for p in QUESTIONS}))
def test_answers_are_remembered_until_forgotten(chapter, page, asked):
    widgets = [p.values[0] for p in QUESTIONS if p.values[0].chapter == chapter]
    shown = page(widgets[0])
    for question in asked[chapter].values():
        give(shown, question, question.examples()[0])
    shown.reload()
    shown.locator("html[data-ready]").wait_for(state="attached")
    assert {verdict(shown, name) for name in asked[chapter]} == {"✓ Solved before."}
    forget(shown)
    assert {verdict(shown, name) for name in asked[chapter]} == {""}
    assert shown.evaluate(KEPT) == []
