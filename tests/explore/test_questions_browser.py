"""Questions in a browser: judged, hinted, remembered, forgotten; keyboard, phone, themes."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from dlnotes.explore.labels import label, plain
from tests.exercise.questions import QUESTIONS
from tests.exercise.test_questions import UNREADABLE, WRITTEN
from tests.explore.pages import write_page
from tests.explore.windows import PHONE

TARGETS = "button:visible, input[type=text], .dlx-choice"


@pytest.fixture(scope="module")
def asked(site):
    """The questions' page, and the questions."""
    questions = {name: make() for name, make in QUESTIONS.items()}
    write_page(site.folder, "questions.html", [q._page() for q in questions.values()])
    return questions


@pytest.fixture
def page(asked, visit):
    return visit("questions.html")


def box(page, name):
    return page.locator(f"#{name}")


def verdict(page, name):
    return box(page, name).locator(".dlx-verdict").inner_text().split("Forget")[0].strip()


def give(page, question, answer):
    """Answers with the keyboard or the mouse and asks for the verdict."""
    place = box(page, question.spec["id"])
    if not question.spec["choices"]:
        place.get_by_role("textbox").fill(answer)
    for shown in place.locator(".dlx-choice").all():
        shown.locator("input").set_checked(False) if question.spec["several"] else None
    for index, text in enumerate(question._choices or []):
        if text == answer or (isinstance(answer, list) and text in answer):
            place.locator(".dlx-choice").nth(index).click()
    place.get_by_role("button", name="Check").click()


def test_numbers_are_read_as_in_python(module):
    texts = [text for text, _ in WRITTEN] + UNREADABLE
    found = module.evaluate("texts => texts.map(t => String(dlx.readNumber(t)))", texts)
    read = [float(text) for text in found]
    assert read[: len(WRITTEN)] == [pytest.approx(value, rel=1e-15) for _, value in WRITTEN]
    assert [text for text, value in zip(texts, read, strict=True) if value != value] == UNREADABLE
    units = [["6931 steps", "steps"], ["71 %", "%"], ["6931 hours", "steps"]]
    found = module.evaluate("pairs => pairs.map(p => String(dlx.readNumber(...p)))", units)
    assert found == ["6931", "71", "NaN"]


@pytest.mark.parametrize("name", QUESTIONS)
def test_its_own_answer_is_right_and_another_wrong(page, asked, name):
    right, wrong = asked[name].examples()
    give(page, asked[name], wrong)
    assert verdict(page, name).startswith("✗") and "not right" in verdict(page, name).lower()
    give(page, asked[name], right)
    assert verdict(page, name) == "✓ Right."


@pytest.mark.parametrize("name", [name for name, make in QUESTIONS.items() if make().spec["hint"]])
def test_the_hint_is_offered_after_a_wrong_try(page, asked, name):
    hint = box(page, name).get_by_role("button", name="Show a hint")
    assert not hint.is_visible()
    give(page, asked[name], asked[name].examples()[1])
    hint.click()
    clue = box(page, name).locator(".dlx-clue")
    assert clue.inner_text().startswith("Hint: ") and not hint.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    give(page, asked[name], asked[name].examples()[0])
    assert clue.is_visible()


def reason(page, name):
    return box(page, name).locator(".dlx-reason")


def test_who_predicts_wrongly_is_told_why_and_the_next_try_takes_it_away(page, asked):
    place, reasons = box(page, "flatter"), asked["flatter"].reasons
    assert reason(page, "flatter").inner_text() == ""
    for wrong in ("it stays", "it grows"):
        place.get_by_role("radio", name=wrong).check()
        assert reason(page, "flatter").inner_text() == ""
        page.keyboard.press("Enter")
        assert verdict(page, "flatter") == "✗ Not right."
        told = place.get_by_role("status").filter(has_text=plain(label(reasons[wrong])))
        assert told.count() == 1 and reason(page, "flatter").locator("div").count() == 1
    give(page, asked["flatter"], "it shrinks")
    assert reason(page, "flatter").inner_text() == plain(label(reasons["it shrinks"]))
    page.reload()
    assert verdict(page, "flatter") == "✓ Solved before."
    assert reason(page, "flatter").inner_text() == plain(label(reasons["it shrinks"]))


def test_of_several_choices_those_with_a_reason_are_named(page, asked):
    give(page, asked["momentum"], ["SGD", "AdamW"])
    assert reason(page, "momentum").inner_text().startswith("SGD: It knows the gradient")
    give(page, asked["momentum"], ["AdamW"])
    assert verdict(page, "momentum") == "✗ Not right."
    assert reason(page, "momentum").inner_text() == ""


def test_no_hint_is_offered_once_it_is_solved(page, asked):
    right, wrong = asked["half-life"].examples()
    for answer, offered in ((wrong, True), (right, False)):
        give(page, asked["half-life"], answer)
        shown = box(page, "half-life").get_by_role("button", name="Show a hint").is_visible()
        assert shown is offered


def test_without_a_hint_none_is_offered(page, asked):
    give(page, asked["decay"], "5")
    assert not box(page, "decay").get_by_role("button", name="Show a hint").is_visible()


def test_enter_and_leaving_the_field_judge_and_typing_clears(page):
    field = box(page, "decay").get_by_role("textbox", name="By how much does the weight change")
    field.press_sequentially("1/2")
    assert verdict(page, "decay") == ""
    field.press("Enter")
    assert verdict(page, "decay") == "✗ 0.5 is not right."
    assert field.get_attribute("aria-invalid") == "true"
    field.press_sequentially("0")
    assert verdict(page, "decay") == "" and field.get_attribute("aria-invalid") == "false"
    field.fill("-0.0001")
    page.keyboard.press("Tab")
    assert verdict(page, "decay") == "✓ Right."


@pytest.mark.parametrize("name", QUESTIONS)
def test_without_scripts_it_says_what_it_needs(visit, asked, name):
    place = box(visit("questions.html", java_script_enabled=False), name)
    assert "needs the page's script" in place.inner_text()
    assert not place.locator("input").count()


def test_what_is_no_number_is_said_and_offers_no_hint(page, asked):
    place = box(page, "half-life")
    place.get_by_role("button", name="Check").click()
    assert verdict(page, "half-life") == "Write a number first."
    give(page, asked["half-life"], "many")
    assert "not read as a number" in verdict(page, "half-life")
    assert not place.get_by_role("button", name="Show a hint").is_visible()


def test_choices_by_keyboard(page):
    place = box(page, "louder-loss")
    place.get_by_role("button", name="Check").click()
    assert verdict(page, "louder-loss") == "Choose first."
    place.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert verdict(page, "louder-loss") == ""
    page.keyboard.press("Enter")
    assert verdict(page, "louder-loss") == "✓ Right."
    box(page, "momentum").get_by_role("checkbox", name="AdamW").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert verdict(page, "momentum") == "✗ Not right."


def test_solved_ones_are_remembered_until_forgotten(page, asked):
    for name in ("half-life", "louder-loss", "momentum"):
        give(page, asked[name], asked[name].examples()[0])
    give(page, asked["decay"], "3")
    page.reload()
    told = [verdict(page, name) for name in QUESTIONS]
    assert told == ["✓ Solved before.", "", "✓ Solved before.", "✓ Solved before.", ""]
    assert box(page, "half-life").get_by_role("textbox").input_value() == "6931.4718056"
    assert box(page, "momentum").get_by_role("checkbox", name="AdamW").is_checked()
    page.evaluate("localStorage.setItem('dlnotes:/other.html:half-life', '1')")
    page.evaluate("localStorage.setItem('theme', 'dark')")
    page.get_by_role("button", name="Forget my answers on this page").first.click()
    assert [verdict(page, name) for name in QUESTIONS] == [""] * len(QUESTIONS)
    assert not box(page, "momentum").get_by_role("checkbox", name="AdamW").is_checked()
    kept = page.evaluate("Object.keys(localStorage).sort()")
    assert kept == ["dlnotes:/other.html:half-life", "theme"]
    page.reload()
    assert [verdict(page, name) for name in QUESTIONS] == [""] * len(QUESTIONS)


def test_an_answer_that_is_no_longer_right_is_not_remembered(page):
    page.evaluate("localStorage.setItem('dlnotes:/questions.html:half-life', '12')")
    page.reload()
    assert verdict(page, "half-life") == ""


def test_it_works_where_storage_is_forbidden(asked, visit):
    page = visit("questions.html")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})"
    )
    page.reload()
    give(page, asked["half-life"], "6931")
    assert verdict(page, "half-life") == "✓ Right."
    assert page.get_by_role("button", name="Forget my answers on this page").count() == 0


def test_nothing_jumps_when_a_question_is_mounted_or_judged(asked, visit, page):
    heights = "() => [...document.querySelectorAll('.dlnotes-widget')].map(e => e.offsetHeight)"
    bare = visit("questions.html", java_script_enabled=False)
    before = bare.evaluate(heights)
    mounted = page.evaluate(heights)
    assert all(abs(a - b) <= 4 for a, b in zip(before, mounted, strict=True))
    give(page, asked["decay"], "5")
    assert page.evaluate(heights) == mounted


def test_verdicts_are_announced_and_names_are_complete(page, asked):
    give(page, asked["half-life"], "1")
    status = box(page, "half-life").get_by_role("status").first
    assert "1 is not right" in status.inner_text()
    field = box(page, "half-life").get_by_role("textbox")
    described = page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()
    assert described == "steps (within 1 %)"
    assert box(page, "louder-loss").get_by_role("group", name="Whose fixed point moves?").count()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_phone_holds_it_and_axe_finds_nothing_serious(visit, asked, theme):
    page = visit("questions.html", **PHONE, color_scheme=theme)
    page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
    give(page, asked["half-life"], "1,500")
    give(page, asked["louder-loss"], asked["louder-loss"].examples()[0])
    box(page, "half-life").get_by_role("button", name="Show a hint").tap()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    themes = page.locator(".dlx-question").evaluate_all("all => all.map(e => e.dataset.theme)")
    assert set(themes) == {theme}
    for name in QUESTIONS:
        place = box(page, name).locator(".dlx-question").bounding_box()
        assert place["x"] >= 0 and place["x"] + place["width"] <= 390
        for target in box(page, name).locator(TARGETS).all():
            if target.inner_text() != "Forget my answers on this page":
                assert target.bounding_box()["height"] >= 44
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []


def test_two_with_one_name_do_not_answer_for_each_other(site, asked, visit):
    """The same radio group twice on one page, as in a notebook with two views."""
    html = asked["louder-loss"]._page()
    write_page(site.folder, "twice.html", [html, html])
    page = visit("twice.html")
    page.locator(".dlx-choice").first.click()
    page.locator(".dlx-choice").last.click()
    assert page.locator("input:checked").count() == 2


def test_a_spec_it_cannot_read_says_so(site, asked, visit):
    html = asked["louder-loss"]._page().replace('"kind":"question"', '"kind":"riddle"')
    write_page(site.folder, "riddle.html", [html])
    page = visit("riddle.html")
    assert "nothing is of kind riddle" in page.get_by_role("alert").inner_text()
