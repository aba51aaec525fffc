"""Strict comparison fails on every changed output, passes a redrawn picture, and skips nothing."""

import configparser
import functools
import re
import subprocess
import sys
from xml.etree import ElementTree

import nbformat
import pytest

from dlnotes.symbolic import evidence, finding
from tests.book import samples
from tools import comparison, kernel, notebooks, processor
from tools.normalise import normalise

SHOW = "from IPython.display import display\ndisplay({bundle!r}, raw=True)"
TEXT = "print('the loss is', 0.25)"
PICTURE = {"text/plain": "<Figure>", "image/png": "AAAA"}
SPECIFICATION = {"text/plain": "x", "text/html": '<img src="data:image/png;base64,AAAA">'}
DRAWING = {"text/plain": "x", "text/html": '<b>1</b><img src="data:image/svg+xml;base64,AAAA">'}


def result(text):
    return nbformat.v4.new_output("execute_result", {"text/plain": text}, execution_count=1)


def shown(bundle):
    return nbformat.v4.new_output("display_data", bundle)


def claimed(**changes):
    return SHOW.format(bundle=dict(samples.evidence(**changes).data))


# What a cell says, what is stored of it, and how comparing must end.
CASES = {
    "same": (TEXT, [samples.stream("the loss is 0.25\n")], "passed"),
    "same_value": ("1 + 1", [result("2")], "passed"),
    "same_evidence": (claimed(), [samples.evidence()], "passed"),
    "other_picture": (
        SHOW.format(bundle=PICTURE),
        [shown(PICTURE | {"image/png": "BBBB"})],
        "passed",
    ),
    "other_inline_picture": (
        SHOW.format(bundle=SPECIFICATION),
        [shown(SPECIFICATION | {"text/html": '<img src="data:image/png;base64,BBBB">'})],
        "passed",
    ),
    "other_drawing": (
        SHOW.format(bundle=DRAWING),
        [shown({k: v.replace("AAAA", "BBBB") for k, v in DRAWING.items()})],
        "passed",
    ),
    "other_data_beside_a_drawing": (
        SHOW.format(bundle=DRAWING),
        [shown({k: v.replace("<b>1", "<b>2") for k, v in DRAWING.items()})],
        "failed",
    ),
    "other_stdout": (TEXT, [samples.stream("the loss is 0.26\n")], "failed"),
    "other_value": ("1 + 1", [result("3")], "failed"),
    "other_formula": (claimed(), [samples.evidence(latex="(x - 1)^2")], "failed"),
    "other_verdict": (claimed(), [samples.evidence(verdict="checked numerically")], "failed"),
    "other_html": (
        SHOW.format(bundle={"text/html": "<p>a</p>"}),
        [shown({"text/html": "<p>b</p>"})],
        "failed",
    ),
    "lost_output": (TEXT, [], "failed"),
    "no_output_any_more": ("x = 1", [samples.stream("1\n")], "failed"),
    "one_record_less": (claimed(), [samples.evidence(), samples.evidence()], "failed"),
    "raises": ("1 / 0", [], "failed"),
    "order_of_a_set": ("hash('a') == HASH", [result("True")], "failed"),
    "asks_the_network": (
        "import urllib.request\nurllib.request.urlopen('http://192.0.2.1')",
        [],
        "failed",
    ),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """How each case ended, {case: "passed" or "failed"}, and what was said, under "words"."""
    folder = tmp_path_factory.mktemp("replay")
    _write(folder / "all.ipynb", CASES.values())
    _write(folder / "good.ipynb", [CASES["same"]] * len(CASES))
    command = [*comparison.command(sorted(folder.glob("*.ipynb")), folder), "-rA"]
    surroundings = kernel.environment(hash_seed=1)
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    good = re.findall(r"^PASSED \S*good\.ipynb::Cell \d+", done.stdout, re.MULTILINE)
    assert len(good) == len(CASES)
    lines = re.findall(r"^(PASSED|FAILED) \S*all\.ipynb::Cell (\d+)", done.stdout, re.MULTILINE)
    return {"words": done.stdout} | {list(CASES)[int(n)]: end.lower() for end, n in lines}


def _write(path, cases):
    cells = [samples.code(source, *stored) for source, stored, _ in cases]
    for cell in cells:
        cell.source = cell.source.replace("HASH", str(_hash_when_stored()))
        cell.execution_count = 1
    notebooks.write(nbformat.v4.new_notebook(cells=cells), path)


@functools.cache
def _hash_when_stored():
    source = "print(hash('a'))"
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, env=kernel.environment(), capture_output=True, text=True)
    return int(done.stdout)


@pytest.mark.parametrize("name", CASES)
def test_comparison(outcomes, name):
    assert outcomes[name] == CASES[name][2]


def test_the_failure_shows_both_sides(outcomes):
    assert "the loss is 0.25" in outcomes["words"] and "the loss is 0.26" in outcomes["words"]
    assert "a chapter runs without the network" in outcomes["words"]


def test_all_cases_were_compared(outcomes):
    assert set(outcomes) == {"words", *CASES}


# What each entry of the sanitiser may hide, and what it must not.
SANITISED = {
    "picture": (
        ["data:image/png;base64,AAAA+/=", "data:image/png;base64,B"],
        ["data:image/png,AAAA", "image/png", "data:image/gif;base64,AAAA", "iVBORw0KGgo="],
    ),
    "drawing": (
        ["data:image/svg+xml;base64,PHN2Zz4="],
        ["<svg><path d='M0 1'/></svg>", "data:image/svgxml;base64,AA", "image/svg+xml"],
    ),
    "measured": (
        [f"(measured {number}) in [" for number in ("0.819", "-3", "1.23e+08", "4e-13", "0")],
        [
            "measured 0.819 in [0.8, 0.84]",
            "(measured 0.819)",
            "(measured 0.819) in (0.8, 0.84)",
            "(measured about 3) in [2, 4]",
            "(measured ) in [2, 4]",
            "(measured 1 in [0.8, 0.84]) in [",
        ],
    ),
    "measured-latex": (
        [
            rf"\text{{measured }}{number} \in \left["
            for number in ("0.819", "-3", r"1.2 \cdot 10^{8}", "10^{-12}", r"-4 \cdot 10^{-3}")
        ],
        [
            r"\text{measured } x \in \left[",
            r"\text{measured }0.819 \leq \left[",
            r"\text{measured }0.819 \in \left(",
            r"\text{measured }0.819 \cdot 10^{n} \in \left[",
            r"0.819 \in \left[0.8,\ 0.84\right]",
        ],
    ),
}


def sanitised(entry, text):
    """`text` as an entry leaves it for comparison."""
    return re.sub(entry["regex"], entry["replace"], text)


def sanitiser():
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(comparison.SANITIZE, "utf-8")
    return {name: dict(parser[name]) for name in parser.sections()}


def complaints(rules):
    """What is wrong with the rules: one too many or too few, one that hides too much or too little.

    Args:
        rules: {name: {"regex": ..., "replace": ...}}.
    """
    found = [f"{name}: in only one of the lists" for name in set(rules) ^ set(SANITISED)]
    for name in set(rules) & set(SANITISED):
        hidden, kept = SANITISED[name]
        word = re.sub(r"\\(.)", r"\1", rules[name]["replace"])
        bare = {sanitised(rules[name], f'<img src="{text}">') for text in hidden}
        found += [f"{name}: shows {text}" for text in bare - {f'<img src="{word}">'}]
        found += [f"{name}: hides {text}" for text in kept if sanitised(rules[name], text) != text]
    for other in KEPT:
        found += [
            f"{n}: hides {other}" for n, rule in rules.items() if sanitised(rule, other) != other
        ]
    return found


# No rule may hide any of these.
KEPT = [
    r"$$(x + 1)^2 = x^2 + 2x + 1\qquad\text{proved}$$",
    r"$$\begin{gathered}\left[0.8,\ 0.84\right]\qquad\text{found}\end{gathered}$$",
    "proved: (x + 1)**2 = x**2 + 2*x + 1",
    "found: share left in [0.8, 0.84]",
    "the loss is 0.25012",
    "0.123456789 1e-12 1234567",
    '{"kind": "finding", "tolerance": "band 0.8 to 0.84"}',
    '<script type="application/json">{"value":0.12345}</script>',
]
WIDENED = {
    "all between dollars": {"regex": r"\$\$.*?\$\$", "replace": "FORMULA"},
    "digits behind the third": {"regex": r"(\d\.\d{3})\d+", "replace": r"\1"},
    "every number": {"regex": r"\d+\.\d+", "replace": "NUMBER"},
    "every band": {"regex": r"in \[.*\]", "replace": "in BAND"},
    "data of explorers": {"regex": r"<script.*?</script>", "replace": "DATA"},
    "nothing at all": {"regex": "never", "replace": "NEVER"},
}


def test_the_sanitiser_is_a_closed_list_and_hides_what_it_is_for():
    assert complaints(sanitiser()) == []
    assert all(set(rule) == {"regex", "replace"} for rule in sanitiser().values())


@pytest.mark.parametrize("name", WIDENED)
def test_one_more_rule_is_noticed(name):
    assert complaints(sanitiser() | {name: WIDENED[name]})


@pytest.mark.parametrize("widened", WIDENED)
@pytest.mark.parametrize("name", SANITISED)
def test_a_rule_that_is_widened_or_lost_is_noticed(name, widened):
    rules = sanitiser()
    either = f"(?:{rules[name]['regex']})|(?:{WIDENED[widened]['regex']})"
    if widened != "nothing at all":
        assert complaints(rules | {name: {"regex": either, "replace": rules[name]["replace"]}})
    assert complaints({other: rule for other, rule in rules.items() if other != name})
    assert complaints(rules | {name: WIDENED["nothing at all"]})


def test_a_finding_is_compared_by_words_and_band(monkeypatch):
    """What is left of an output is the same for every value in the band, and holds the band."""
    left = []
    monkeypatch.setattr(evidence, "display", lambda shown: left.append(shown._repr_mimebundle_()))
    for value in (0.8, 0.8187, 0.839999999, 0.84):
        finding("share left", value, 0.8, 0.84, against=1)
    finding("share left", 0.8187, 0.8, 0.85, against=1)
    bare = [{kind: _without_values(text) for kind, text in bundle.items()} for bundle in left]
    assert bare[0] == bare[1] == bare[2] == bare[3] != bare[4]
    assert bare[0]["text/plain"] == "found: share left in [0.8, 0.84]"
    assert len({bundle["text/plain"] for bundle in left}) == 4


def _without_values(text):
    for entry in sanitiser().values() if isinstance(text, str) else ():
        text = sanitised(entry, text)
    return text


def test_what_nbval_reads_is_what_the_tests_read():
    """It takes lines that begin `regex: ` and `replace: `; another form would be no rule."""
    lines = comparison.SANITIZE.read_text("utf-8")
    pairs = re.findall(r"^regex: (.*)$\n^replace: (.*)$", lines, re.MULTILINE)
    own = [(sanitiser()[name]["regex"], sanitiser()[name]["replace"]) for name in SANITISED]
    assert pairs == own and all(replace for _, replace in pairs)


TRAINED = """\
import torch

torch.manual_seed(0)
layer = torch.nn.Linear(4, 1)
inputs = torch.rand(16, 4)
for _ in range(20):
    loss = (torch.tanh(layer(inputs)) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        layer.weight -= layer.weight.grad
        layer.weight.grad = None"""
# Coordinates at a rounding edge: 1.25, 2.25, ..., each by way of two functions.
EDGE = """\
import numpy as np

places = np.exp(np.log(np.arange(1, 40) + 0.25))
print('<path d="M0 ' + "L".join(f"{place:.1f}" for place in places) + '"/>')"""


def test_an_output_that_the_last_place_decides_is_caught(tmp_path):
    """Stored on this processor, compared on this one and on another."""
    fragile = [
        f"{TRAINED}\nprint(layer.weight.tolist())",
        "import math\nprint([math.exp(v / 7) for v in range(1, 50)])",
        EDGE,
    ]
    stable = [f"{TRAINED}\nprint(loss.item() < 0.1)", "print(round(math.exp(1), 3))"]
    paths = [tmp_path / f"{n}.ipynb" for n in range(len(fragile))]
    for path, source in zip(paths, fragile, strict=True):
        _run(path, [source])
    _run(tmp_path / "stable.ipynb", ["import math", *stable])
    paths.append(tmp_path / "stable.ipynb")
    here = comparison.compare(paths, kernel.environment(hash_seed=1), tmp_path)
    assert here == comparison.Outcome(0, frozenset(paths))
    there = comparison.compare(paths, processor.other(2), tmp_path)
    assert there == comparison.Outcome(1, frozenset(paths[-1:]))


def _run(path, sources):
    nb = nbformat.v4.new_notebook(cells=[samples.code(source) for source in sources])
    kernel.execute(nb, path.parent)
    notebooks.write(normalise(nb), path)


def test_nothing_to_compare_is_a_failure(tmp_path, capsys):
    assert comparison.compare([], {}).status != 0
    assert "nothing to compare" in capsys.readouterr().err
    empty = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("words")])
    notebooks.write(empty, tmp_path / "empty.ipynb")
    outcome = comparison.compare([tmp_path / "empty.ipynb"], kernel.environment(), tmp_path)
    assert outcome.status == 5


def test_the_cells_of_a_notebook_stay_together_and_notebooks_in_order():
    paths = [notebooks.ROOT / "b.ipynb", notebooks.ROOT / "a.ipynb"]
    command = comparison.command(paths)
    assert "--dist=loadscope" in command and "--nbval" in command and "--nbval-lax" not in command
    assert "--no-loadscope-reorder" in command and command[-2:] == list(map(str, paths))
    assert "--nbval-current-env" in command


def test_notebooks_that_pytest_would_confuse_are_refused(tmp_path):
    with pytest.raises(ValueError, match="is not in the subpath"):
        comparison.command([tmp_path / "a.ipynb"])


REPORT = """<testsuites><testsuite><testcase classname="a.ipynb" name="Cell 0"/>
<testcase classname="a.ipynb" name="Cell 1">{}</testcase></testsuite></testsuites>"""


@pytest.mark.parametrize(
    ("report", "good"),
    [
        (REPORT.format(""), True),
        (REPORT.format("<failure/>"), False),
        (REPORT.format("<error/>"), False),
        (REPORT.format("<skipped/>"), False),
        (REPORT.format("").replace("a.ipynb", "b.ipynb"), False),
        (re.sub(r"<testcase[^>]*/>", "", REPORT.format("")), False),
        ("<testsuites/>", False),
    ],
    ids=["all", "failure", "error", "skipped", "another", "a cell less", "none"],
)
def test_a_notebook_passed_when_each_cell_did(tmp_path, report, good):
    cells = [samples.code("1"), nbformat.v4.new_markdown_cell("words"), samples.code("2")]
    notebooks.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "a.ipynb")
    found = comparison.passed([tmp_path / "a.ipynb"], ElementTree.fromstring(report), tmp_path)
    assert found == (frozenset([tmp_path / "a.ipynb"]) if good else frozenset())
