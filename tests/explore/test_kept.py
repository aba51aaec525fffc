"""A window that is given back is as a new one."""

from tests.explore.windows import SIZE

LEFT = """() => ({
  stored: [localStorage.length, sessionStorage.length],
  cookies: document.cookie,
  printed: matchMedia("print").matches,
  dark: matchMedia("(prefers-color-scheme: dark)").matches,
  size: [innerWidth, innerHeight],
  scrolled: scrollY,
  hovered: document.querySelectorAll(".dlx :hover").length,
  theme: document.documentElement.dataset.theme ?? "",
  trace: "trace" in window,
})"""
ADDRESS = "ellipse.html"


def test_nothing_is_left_in_a_window_that_is_given_back(kept, site):
    options = {"viewport": SIZE, "color_scheme": "light"}
    page = kept.take(**options)
    page.goto(f"{site.url}/{ADDRESS}")
    first = page.evaluate(LEFT)
    assert first["stored"] == [0, 0] and first["cookies"] == "" and not first["trace"]
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": 300, "height": 500})
    page.evaluate(
        "() => { localStorage.a = sessionStorage.a = 1; document.cookie = 'a=1';"
        " document.documentElement.dataset.theme = 'dark'; window.trace = 1; scrollTo(0, 200) }"
    )
    box = page.locator(".dlx-panels").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    spoilt = page.evaluate(LEFT)
    assert all(spoilt[name] != first[name] for name in first)
    kept.give_back(page, **options)
    again = kept.take(**options)
    assert again is page
    again.goto(f"{site.url}/{ADDRESS}")
    assert again.evaluate(LEFT) == first
    kept.give_back(again, **options)


def test_windows_opened_otherwise_are_others(kept, visit):
    wide = visit(ADDRESS)
    second, narrow = visit(ADDRESS), visit(ADDRESS, viewport={"width": 390, "height": 800})
    assert len({wide, second, narrow}) == 3
    assert narrow.evaluate("innerWidth") == 390
