"""Explorers in headless Chromium: from a slider's move to the drawn frame, mounting, bytes.

The browser measures itself over a hundred moves, each the median of three neighbours; `extra_info`
holds the median, the 95th percentile and the sizes. The clock of a round is of no interest.
"""

import json

import pytest

from tests.explore.conftest import site  # noqa: F401
from tests.explore.gallery import EXAMPLES
from tests.explore.pages import served_bytes, write_page

MOVES = """async (name) => {
    const widget = window.explorers[name];
    const settings = Object.values(widget.settings).filter((s) => s.input);
    const move = (setting, value) => {
        setting.input.value = value;
        const start = performance.now();
        setting.input.dispatchEvent(new Event("input"));
        cancelAnimationFrame(widget.pending);
        widget.pending = 0;
        widget.draw();
        for (const plot of widget.plots) plot.context.getImageData(0, 0, 1, 1); // really painted
        return performance.now() - start;
    };
    const ascending = (a, b) => a - b, times = [];
    for (let k = 0; k < 130; k++) {
        const setting = settings[k % settings.length], value = (k * 37) % Number(setting.input.max);
        const tries = [0, 1, 2].map((more) => move(setting, (value + more) % setting.input.max));
        if (k >= 30) times.push(tries.sort(ascending)[1]); // other programs run here too
        if (k % 10 === 0) await new Promise(requestAnimationFrame);
    }
    times.sort(ascending);
    return [times[50], times[95]];
}"""
MOUNT = """async (specs) => {
    const dlx = await import("./explorer.js");
    const start = performance.now();
    for (const spec of specs) {
        const box = document.body.appendChild(document.createElement("div"));
        dlx.mount(box, spec);
    }
    document.body.getBoundingClientRect();
    return performance.now() - start;
}"""


@pytest.fixture(scope="module")
def page(browser, site):  # noqa: F811
    write_page(site.folder, "bench.html", [])
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    page.goto(f"{site.url}/bench.html")
    page.evaluate(
        """async (specs) => {
        const dlx = await import("./explorer.js");
        window.explorers = {};
        for (const [name, spec] of Object.entries(specs)) {
            const box = document.body.appendChild(document.createElement("div"));
            window.explorers[name] = dlx.mount(box, spec);
        }
        }""",
        {name: explorer.spec for name, explorer in site.examples.items()},
    )
    yield page
    page.close()


@pytest.mark.parametrize("name", EXAMPLES)
def test_slider_to_redraw(benchmark, measure, page, name):
    median, late = benchmark.pedantic(page.evaluate, args=(MOVES, name), rounds=1)
    benchmark.extra_info |= {"median_ms": round(median, 2), "p95_ms": round(late, 2)}
    measure(f"explorer {name}: slider to redraw, 95th percentile", late, "ms", 16)


def test_mount_ten(benchmark, measure, browser, site):  # noqa: F811
    page = browser.new_page()
    page.goto(f"{site.url}/bench.html")
    specs = [explorer.spec for explorer in site.examples.values()][:10]
    spent = benchmark.pedantic(page.evaluate, args=(MOUNT, specs), rounds=1)
    benchmark.extra_info["mount_ms"] = round(spent, 1)
    measure(f"explorers: mount {len(specs)}", spent, "ms", 200)
    page.close()


def test_bytes(benchmark, measure, site):  # noqa: F811
    sizes = {n: len(json.dumps(e.spec)) for n, e in site.examples.items()}
    served = benchmark.pedantic(served_bytes, rounds=1)
    benchmark.extra_info |= {"gzipped": served, "spec_bytes": sizes}
    core = served.pop("core.js")
    name, most = max(served.items(), key=lambda pair: pair[1])
    measure("explorers: the core, gzipped as served", core / 1024, "KB", 16)
    measure(f"explorers: the largest other file, {name}", most / 1024, "KB", 4)
