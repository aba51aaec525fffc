"""Every lint is silent about a good chapter, and finds the one fault planted in it."""

import nbformat
import pytest

from tests.book import samples
from tools import lists, notebooks
from tools.lints import (
    claims,
    code,
    deeper,
    exercises,
    explorers,
    fields,
    links,
    markdown,
    metadata,
    numbers,
    outputs,
    pictures,
    questions,
    shown,
    stability,
    statements,
    tree,
)
from tools.lints.__main__ import CHAPTER_LINTS, messages

# Positions in the sample chapter.
FIRST, BOOTSTRAP, IMPORTS, CLAIM, TEXT, PLOT, PRINT, TASK, SOLUTION = range(9)
PLANTED = []


def planted(lint, fragment):
    """Registers a function that spoils a notebook, the lint that must object, and its words."""

    def register(spoil):
        PLANTED.append(pytest.param(lint, spoil, fragment, id=f"{lint.__name__}-{spoil.__name__}"))
        return spoil

    return register


def add_text(words):
    """A spoiler that appends a Markdown cell; named so that the test's id shows it."""

    def spoil(nb):
        nb.cells.append(nbformat.v4.new_markdown_cell(words, id="added"))

    spoil.__name__ = ascii(words)
    return spoil


def add_code(source, *out):
    """A spoiler that appends an executed code cell."""

    def spoil(nb):
        nb.cells.append(samples.code(source, *out))
        nb.cells[-1].update(id="added", execution_count=6)

    spoil.__name__ = ascii(source)
    return spoil


def own(**fields):
    """A spoiler that sets metadata fields."""

    def spoil(nb):
        nb.metadata["dlnotes"].update(fields)

    spoil.__name__ = ascii(fields)
    return spoil


@planted(fields.block, "no metadata 'dlnotes'")
def no_metadata(nb):
    del nb.metadata["dlnotes"]


for field in ("part", "summary_zh", "minutes", "papers", "source", "ran"):

    @planted(fields.fields, f"dlnotes.{field} is missing: ")
    def missing(nb, field=field):
        del nb.metadata["dlnotes"][field]


planted(fields.fields, "dlnotes.titel is unknown")(own(titel="x"))
planted(fields.fields, "is True: write a whole number")(own(minutes=True))
planted(fields.fields, 'only "draft"')(own(status="done"))
planted(fields.fields, "dlnotes.shape: only 2")(own(shape=3))
planted(metadata.place, "dlnotes.part is 'vision': write 'foundations'")(own(part="vision"))
planted(metadata.values, "one of introductory")(own(level="hard"))
planted(metadata.values, "minutes 0: 1 to 600")(own(minutes=0))
planted(metadata.values, "no Chinese")(own(summary_zh="In English."))
planted(metadata.values, "source.note is empty")(own(source={}))
planted(metadata.values, "ran lacks seconds, sympy")(own(ran={"python": 1, "torch": 1, "numpy": 1}))
planted(links.citations, "cites 'nobody2000': add that entry")(
    own(papers=["kingma2014", "nobody2000"])
)
planted(metadata.papers, "papers is empty")(own(papers=[]))


@planted(metadata.bootstrap, "not the current bootstrap cell")
def old_bootstrap(nb):
    nb.cells[BOOTSTRAP].source += "\n"


@planted(metadata.bootstrap, "not the current bootstrap cell")
def code_before_bootstrap(nb):
    nb.cells.insert(1, samples.code("1 + 1"))
    nb.cells[1].execution_count = 1


@planted(metadata.bootstrap, "not the current bootstrap cell")
def visible_bootstrap(nb):
    nb.cells[BOOTSTRAP].metadata.tags = []


@planted(metadata.tags, "'raises-exception': allowed are")
def skipped_cell(nb):
    nb.cells[PRINT].metadata["tags"] = ["raises-exception"]


@planted(metadata.stored_form, "holds widget state")
def widget_state(nb):
    nb.metadata["widgets"] = {"state": {}}


@planted(metadata.stored_form, "not in the stored form")
def editor_notes(nb):
    nb.cells[PRINT].metadata["collapsed"] = True


planted(markdown.portable, "a MyST directive")(add_text("```{note}\nwords\n```"))
planted(markdown.portable, "a MyST directive")(add_text("````{figure} x.png\n````"))
planted(markdown.portable, "a MyST directive")(add_text(":::{tip}\nwords\n:::"))
planted(markdown.portable, "a MyST role")(add_text("see {ref}`square`"))
planted(markdown.portable, "a MyST role")(add_text("see {cite:p}`kingma2014`"))
planted(markdown.portable, "a MyST equation label")(add_text("$$\nx\n$$ (eq-x)"))
planted(markdown.portable, "a MyST target")(add_text("(target)=\n## More"))
planted(markdown.portable, "a MyST comment")(add_text("% a remark"))
planted(markdown.portable, "a MyST block break")(add_text("one\n\n+++\n\ntwo"))
planted(markdown.portable, "a MyST substitution")(add_text("{{ name }}"))
planted(markdown.portable, "an attribute")(add_text("words {#here}"))
planted(markdown.portable, "a footnote")(add_text("words[^1]\n\n[^1]: note"))
planted(markdown.portable, "an image")(add_text("![a line](line.png)"))
planted(markdown.portable, "maths of another style")(add_text(r"\(x\)"))
planted(markdown.portable, "a bare environment")(add_text("\\begin{align}\nx\n\\end{align}"))


@planted(markdown.portable, "an attached image")
def attachment(nb):
    nb.cells[TEXT]["attachments"] = {"a.png": {"image/png": ""}}


planted(markdown.html, "<div>: write Markdown")(add_text("<div>\n\nwords\n\n</div>"))
planted(markdown.html, "<img>: write Markdown")(add_text('words <img src="a.png"> words'))
planted(markdown.html, "leave an empty line")(
    add_text("<details><summary>Solution</summary>\nwords\n\n</details>")
)
planted(markdown.tables, r"write \lvert x \rvert")(add_text("| a | b |\n|---|---|\n| $|x|$ | 1 |"))
planted(markdown.tables, r"write \lvert x \rvert")(add_text("| a |\n|---|\n| $\\|x\\|$ |"))
planted(markdown.maths, "an unpaired $")(add_text("It costs $5 and no more."))
planted(markdown.heading_levels, "skips a level: write ###")(add_text("#### Deep"))
planted(markdown.heading_levels, "a second title 'Again'")(add_text("# Again"))


@planted(markdown.heading_levels, "open the chapter with the heading '# Minimising")
def other_title(nb):
    nb.cells[FIRST].source = nb.cells[FIRST].source.replace("Minimising", "Maximising")


planted(links.citations, "cites 'nobody2000': add that entry to book/references.bib")(
    add_text("[Nobody 2000](../../book/references.md#nobody2000)")
)
planted(links.citations, "cites 'zhang2018': add it to the metadata's papers")(
    add_text("[Zhang 2018](../../book/references.md#zhang2018)")
)


@planted(links.citations, "paper 'kingma2014' is never cited")
def no_citation(nb):
    nb.cells[FIRST].source = "# Minimising a quadratic form"


planted(links.links, "'#cube': no claim or heading")(add_text("[it](#cube)"))
planted(links.links, "'../vision/detr.ipynb' leads to no file")(
    add_text("[it](../vision/detr.ipynb)")
)
planted(links.links, "'../../book/none.md#a' leads to no file")(
    add_text("[it](../../book/none.md#a)")
)


@planted(exercises.exercises, "no solution follows")
def no_solution(nb):
    del nb.cells[SOLUTION]


@planted(exercises.exercises, "no solution follows")
def solution_too_late(nb):
    nb.cells.insert(SOLUTION, nbformat.v4.new_markdown_cell("Some other words."))


@planted(exercises.exercises, "no exercise")
def no_exercise(nb):
    del nb.cells[TASK].metadata["tags"]


planted(explorers.tried, "nothing to try behind 'line'")(add_code("line", samples.widget("line")))


@planted(explorers.tried, "nothing to try behind 'line'")
def words_without_a_try(nb):
    add_code("line", samples.widget("line"))(nb)
    add_text("This explorer is fun. Trying is learning.")(nb)
    nb.cells[-1].id = "behind"


@planted(explorers.tried, "nothing to try behind 'line'")
def a_try_too_late(nb):
    add_code("line", samples.widget("line"))(nb)
    add_text("**Try this.** Move it.")(nb)
    nb.cells[-1].id = "behind"
    nb.cells.insert(-1, samples.code("1 + 1"))


planted(explorers.widget_names, "'the-square' is taken by the heading 'The square'")(
    add_code("f()", samples.widget("the-square"))
)
planted(explorers.widget_names, "'square' is taken by the label of cell 4")(
    add_code("f()", samples.widget("square", "question"))
)
planted(explorers.widget_names, "'line' is taken by cell 10")(
    add_code("f()", samples.widget("line"), samples.widget("line", "question"))
)
planted(exercises.unfinished, "still says 'Draft:'")(add_text("Draft: more to come"))
planted(code.plain_python, "no !commands")(add_code("!pip install something"))
planted(code.plain_python, "no !commands")(add_code("%matplotlib inline"))
planted(code.plain_python, "an empty code cell")(add_code(""))
planted(code.length, "21 lines, 20 at most")(add_code("# why\n\n" + "x = 1\n" * 19))
planted(code.markers, "NBVAL_IGNORE_OUTPUT")(add_code("# NBVAL_IGNORE_OUTPUT\nprint(1)"))
planted(code.markers, "NBVAL_SKIP")(add_code("#NBVAL_SKIP\nprint(1)"))
planted(code.markers, "ends with a semicolon")(add_code("x + 1;"))
planted(code.devices, "cuda: write .to(device)")(add_code("x = x.cuda()"))
planted(code.devices, "device 'cuda:0'")(add_code('x = x.to("cuda:0")'))
planted(code.devices, "device 'cpu'")(add_code('x = torch.zeros(3, device="cpu")'))
planted(code.devices, "init_printing")(add_code("sp.init_printing()"))
planted(code.devices, "interact")(add_code("interact(f, x=1)"))
planted(code.imports, "imports 'scipy'")(add_code("import scipy.optimize"))
planted(code.imports, "import *: name what you import")(add_code("from dlnotes.symbolic import *"))
planted(code.imports, "earlier parts only")(add_code("from dlnotes.vision.boxes import iou"))
planted(code.imports, "earlier parts only")(add_code("from dlnotes import vision"))
planted(code.own_definitions, "from dlnotes.symbolic.claims import claim")(
    add_code("def claim(*sides):\n    pass")
)


@planted(code.plots, 'end the plot with alt("what it shows")')
def no_call_of_alt(nb):
    nb.cells[PLOT].source = "plt.plot([1, 2])\nplt.show()"


@planted(code.plots, 'end the plot with alt("what it shows")')
def words_behind_the_plot(nb):
    nb.cells[PLOT].source += "\nax.set(ylim=(0, 1))"


planted(outputs.errors, "stores the error ValueError")(
    add_code("f()", nbformat.v4.new_output("error", ename="ValueError", evalue="", traceback=[]))
)
planted(outputs.errors, "warns 'UserWarning")(
    add_code("f()", samples.stream("UserWarning: careful\n  f()\n", "stderr"))
)


@planted(outputs.executed, "run in another order: make run CHAPTER=")
def out_of_order(nb):
    nb.cells[PRINT].execution_count = 9


@planted(outputs.executed, "1 of 5 code cells were not run: make run CHAPTER=")
def not_executed(nb):
    nb.cells[PRINT].execution_count = None


planted(outputs.sizes, "a picture of 81 KB, 80 at most")(
    add_code("f()", samples.picture(samples.png(81 * 1024)))
)
planted(outputs.sizes, "KB, 1024 at most")(add_code("f()", samples.stream("x" * 1024 * 1024)))
planted(outputs.formats, "image/svg+xml")(
    add_code("f()", samples.data(**{"image_svg+xml": "<svg/>"}))
)
planted(outputs.formats, "add a picture")(
    add_code(
        "f()", samples.data(**{"application_vnd.jupyter.widget-view+json": {}, "text_plain": ""})
    )
)


@planted(outputs.alternatives, "a picture without alternative text")
def no_alt(nb):
    del nb.cells[PLOT].metadata["mystnb"]


@planted(outputs.alternatives, "with an alternative text of 7 characters")
def alt_too_short(nb):
    nb.cells[PLOT].metadata["mystnb"]["image"]["alt"] = "A line."


HTML = '<b>0.66667</b><script type="application/json">{"x": 0.123456}</script>'
for told, spoiler in [
    ("prints 0.66667", add_code("f()", samples.stream("a 0.66667 b"))),
    ("prints 12.345e-7", add_code("f()", samples.data(text_plain="12.345e-7"))),
    ("prints 3.14159", add_code("f()", samples.data(text_latex="$3.14159x$"))),
    ("prints 12.3456", add_code("f()", samples.stream("tensor([0.1000, 12.3456])"))),
    ("prints 0.66667", add_code("f()", samples.data(text_html=HTML, text_plain="x"))),
    ("prints 0.66667", add_code("f()", samples.data(text_markdown="it is 0.66667"))),
    ("prints 1.2345", add_code("f()", samples.finding("a loss in [1.2345, 2]"))),
    ("'at 0x7f2a'", add_code("f", samples.data(text_plain="<f at 0x7f2a>"))),
    ("'0x7f2ab01c', an address", add_code("f", samples.stream("id 0x7f2ab01c"))),
    ("'cuda:0', a device", add_code("f()", samples.stream("on cuda:0"))),
    ("'NVIDIA', a device", add_code("f()", samples.stream("NVIDIA A100"))),
    ("'grad_fn=', a trained", add_code("f()", samples.stream("tensor(0.5, grad_fn=<Mean>)"))),
    ("'Parameter containing'", add_code("w", samples.data(text_plain="Parameter containing:"))),
    ("'2026-01-31', a date", add_code("f()", samples.stream("run of 2026-01-31"))),
    ("'Sat Nov 28', a date", add_code("f()", samples.stream("Sat Nov 28"))),
    ("'12:30', a time", add_code("f()", samples.stream("at 12:30"))),
    ("'0.12 s', a time", add_code("f()", samples.stream("it took 0.12 s"))),
    ("'3ms', a time", add_code("f()", samples.stream("3ms a step"))),
    ("the order of a set", add_code("f()", samples.stream("{'b', 'a'}"))),
    ("'/tmp/x.npz', a path", add_code("f()", samples.stream("wrote /tmp/x.npz"))),
    ("'C:\\\\data', a path", add_code("f()", samples.stream("in C:\\data"))),
]:
    planted(stability.stable_text, told)(spoiler)


@planted(pictures.drawn, "the picture of 'line' is not what it draws: panel 1: ")
def picture_of_other_data(nb):
    html = samples.explorer_page().replace('"value":1}', '"value":2}')
    add_code("line", samples.data(text_plain="line", text_html=html))(nb)


@planted(claims.evidence, "claim is called 1 times, but")
def claim_without_record(nb):
    nb.cells[CLAIM].outputs = []


@planted(claims.evidence, "claim is called 1 times, but")
def pasted_record(nb):
    nb.cells[CLAIM].outputs.append(samples.evidence())


@planted(claims.evidence, "claim is called 0 times, but")
def record_without_claim(nb):
    nb.cells[CLAIM].source = "x"


@planted(claims.evidence, "agree is called 1 times, but")
def record_of_another_kind(nb):
    nb.cells[CLAIM].source = nb.cells[CLAIM].source.replace("claim", "agree")


planted(claims.evidence, "inside a function")(add_code("def f():\n    claim(x, x)\n\n\nf()"))
planted(claims.evidence, "inside a function")(add_code("[claim(x, n) for n in y]"))
planted(claims.evidence, "inside a function")(add_code("if x:\n    claim(x, n)"))
planted(claims.evidence, "inside a function")(
    add_code("try:\n    claim(x, n)\nexcept E:\n    pass")
)
planted(claims.evidence, "claim is called 2 times, but")(
    add_code("claim(a, b)\nfor n in y:\n    claim(x, n)", samples.evidence())
)
planted(claims.evidence, "'promise': no such kind")(
    add_code("f()", samples.evidence(kind="promise"))
)
planted(claims.aliases, "claim is renamed")(add_code("from dlnotes.symbolic import claim as check"))
planted(claims.aliases, "claim is overwritten")(add_code("claim = print"))
planted(claims.aliases, "claim is passed on")(add_code("check = claim"))
planted(claims.well_formed, "evidence is wrong in error")(
    add_code("claim(a, b)", samples.evidence(error=1e-17))
)
planted(claims.well_formed, "evidence is wrong in points")(
    add_code("claim(a, b)", samples.evidence(points=20.5))
)
planted(claims.well_formed, "evidence is wrong in verdict")(
    add_code("claim(a, b)", samples.evidence(verdict="agrees"))
)
planted(claims.well_formed, "drop the tag")(
    add_code("f()", samples.data(text_latex=r"$$a \\ b \tag{1}$$"))
)
planted(claims.label_names, "'Square one': lower-case")(
    add_code("claim(a, b)", samples.evidence(label="Square one"))
)
planted(claims.label_names, "'square' is taken by cell 4")(
    add_code("claim(a, b)", samples.evidence(label="square"))
)
planted(claims.label_names, "'the-square' is taken by the heading")(
    add_code("claim(a, b)", samples.evidence(label="the-square"))
)
planted(statements.refutable, "finding '' has no against=")(
    add_code("finding(a)", samples.finding("a share", against=""))
)
planted(statements.computed, "definition 'a := b' has neither by= nor only=")(
    add_code("define(a, b)", samples.evidence(kind="definition", latex="a := b", method=""))
)
planted(shown.shown, "explorer 'line' names nothing that it shows")(
    add_code("line", samples.widget("line"))
)
planted(shown.shown, "curve 'b' shows nothing that was checked")(
    add_code("line", samples.widget("line", shows=[["curve 'a'", "code f"], ["curve 'b'", ""]]))
)
for typed in ("100", "10 ** 4", "-0.5", "sp.sqrt(sp.Rational(1, 2))", "float('3')"):
    planted(questions.answers, f"the answer {typed} is typed")(
        add_code(f"Question('a', 'How many?', {typed}, unit='steps')")
    )
planted(questions.answers, "the answer 10 is typed")(add_code("Question('a', 'Q', answer=10)"))
planted(questions.answers, "the answer n is typed")(add_code("n = 10**2\nQuestion('a', 'Q', n)"))


def add_found(words, **changes):
    """A spoiler that links words to a finding of a share of 0.80 to 0.84."""
    kept = {"label": "share", "tolerance": "band 0.8 to 0.84"} | changes

    def spoil(nb):
        add_code("finding(a)", samples.finding("a share", **kept))(nb)
        nb.cells.append(nbformat.v4.new_markdown_cell(f"It is [{words}](#share).", id="linked"))

    spoil.__name__ = ascii(words)
    return spoil


for words in ("28 %", "about 0.28", "half", "thousands", "-0.82", "82", "8.2 %", "0.79 to 0.83"):
    planted(numbers.linked, "but share holds 0.8 to 0.84")(add_found(words))
planted(numbers.linked, "says hundreds, but share holds 20 to 5000")(
    add_found("hundreds of times", tolerance="band 20 to 5000")
)
for words in ("0.4", "a third", "2", "$10^{-1}$"):
    planted(numbers.linked, "but share holds 0.5")(
        add_found(words, kind="claim", tolerance="", checked="(b real) (= (Mul b b) 1/2)")
    )
for words in ("28 % are left", "It is 2.7 times as large", "seven times the loss", "-82 % of it"):

    @planted(numbers.unlinked, "which lies in no finding's band")
    def wrong_share_in_an_alternative_text(nb, words=words):
        add_found("82 %")(nb)
        nb.cells[PLOT].metadata["mystnb"] = {"image": {"alt": f"A line that falls. {words}."}}

    @planted(numbers.unlinked, "which lies in no finding's band")
    def wrong_share_in_the_words_of_a_claim(nb, words=words):
        share = samples.finding("a share", tolerance="band 0.8 to 0.84")
        add_code("claim(a, b)", share, samples.evidence(text=words))(nb)


@planted(metadata.stored_form, "not in the stored form: make run")
def open_where_folded(nb):
    del nb.cells[CLAIM].metadata["cellView"]


@planted(metadata.stored_form, "not in the stored form: make run")
def folded_where_open(nb):
    nb.cells[PRINT].metadata["jupyter"] = {"source_hidden": True}


planted(deeper.shape, "begin a cell with")(add_text("Words.\n\n## Deeper: more\n\nWords."))
planted(deeper.shape, "begin a cell with")(add_text("### Deeper: more\n\nWords."))
planted(deeper.shape, "begin a cell with")(add_text("## Deeper\n\nWords."))
planted(deeper.shape, "the heading, and one paragraph")(add_text("## Deeper: more"))
planted(deeper.shape, "the heading, and one paragraph")(add_text("## Deeper: more\n\na\n\nb"))
planted(deeper.shape, "the heading, and one paragraph")(
    add_text(f"## Deeper: more\n\n{'word ' * 70}")
)


@planted(deeper.ends, "'After' ends a folded section: begin a cell")
def heading_inside_a_fold(nb):
    for words in ("## Deeper: more\n\nWords.", "### A step\n\nWords.\n\n## After"):
        add_text(words)(nb)
        nb.cells[-1].id = f"cell-{len(nb.cells)}"


@planted(deeper.number, "4 sections")
def four_deeper_sections(nb):
    for name in "abcd":
        add_text(f"## Deeper: {name}\n\nWords.")(nb)
        nb.cells[-1].id = f"added-{name}"


@pytest.fixture
def root(tmp_path):
    return samples.book(tmp_path)


@pytest.mark.parametrize("lint", CHAPTER_LINTS)
def test_the_good_chapter_passes(root, lint):
    assert lint(samples.chapter(root)) == []


@pytest.mark.parametrize("lint, spoil, fragment", PLANTED)
def test_the_planted_fault_is_found(root, lint, spoil, fragment):
    chapter = samples.chapter(root)
    spoil(chapter.nb)
    notebooks.write(chapter.nb, chapter.path)
    found = lint(chapter)
    assert any(fragment in message for message in found), found
    for message in found:
        assert message.startswith("notebooks/foundations/quadratic_forms.ipynb")
        assert "\n" not in message


@pytest.mark.parametrize(
    "source",
    [
        "rate = 1e-4\nQuestion('a', 'Q', sp.log(2) / rate)",
        "Question('a', 'Q', answer=steps(x))",
        "n = steps(x)\nQuestion('a', 'Q', n)",
        "for n in counts:\n    Question('a', 'Q', n)",
        "Question('a', 'Q', 'ten', choices=['ten', 'hundred'])",
        "other('a', 'Q', 10)",
    ],
)
def test_an_answer_from_the_chapter_passes(root, source):
    chapter = samples.chapter(root)
    nb = chapter.editable()
    add_code(source)(nb)
    notebooks.write(nb, chapter.path)
    assert questions.answers(notebooks.find(chapter.name, root)) == []


def test_every_lint_of_chapters_has_a_planted_fault():
    assert {parameters.values[0] for parameters in PLANTED} == set(CHAPTER_LINTS)


GOOD = {
    "a list of definitions": "- `x{a}`: code may hold braces, these too: `{{ x }}`",
    "code blocks": "```python\n# not a heading\n% not a comment\n```",
    "maths with braces": "$x_{{i}}$ and\n\n$$\n\\begin{aligned}\na &= b\n\\end{aligned}\n$$",
    "less than": "For $a < b$ and 1 < 2 nothing is a tag.",
    "a dollar": r"It costs \$5.",
    "a table of code": "| a | b |\n|---|---|\n| `x` | $y$ |",
    "an outer link": "[torch](https://pytorch.org/docs#optim)",
    "a heading's anchor": "[up](#the-square)",
}


@pytest.mark.parametrize("words", GOOD.values(), ids=GOOD)
def test_good_markdown_passes(root, words):
    chapter = samples.chapter(root)
    add_text(words)(chapter.nb)
    found = [line for lint in [*markdown.LINTS, *links.LINTS] for line in lint(chapter)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        *("1797 of 60000", "0.0123", "1.234e-05", "98.7 %", "(0.9, 0.999)", "version 2.13.0"),
        *("0.5000", "tensor([0.1000, 1.234])", "{'a': 1, 'b': 2}", "{'a'}", "['b', 'a']"),
        *("a ratio of 3:1", "10 steps", "x/home/y", "the interval [0, 1]", "0x10"),
        *("may", "Sunday", "intelligent", "a parameter"),
    ],
)
def test_good_numbers_pass(root, text):
    chapter = samples.chapter(root)
    add_code("f()", samples.stream(text))(chapter.nb)
    assert stability.stable_text(chapter) == []


def test_claims_in_a_loop_leave_at_least_one_record_a_call(root):
    chapter = samples.chapter(root)
    add_code("for n in y:\n    claim(x, n)", samples.evidence(), samples.evidence())(chapter.nb)
    assert claims.evidence(chapter) == []


def test_an_explorer_with_words_behind_it_passes(root):
    chapter = samples.chapter(root)
    add_code("line", samples.widget("line"))(chapter.nb)
    add_text("**Try this.** Move it.")(chapter.nb)
    add_code("ask", samples.widget("ask", "question"))(chapter.nb)
    assert [line for lint in explorers.LINTS for line in lint(chapter)] == []


def test_a_plot_may_be_followed_by_its_finding(root):
    chapter = samples.chapter(root)
    chapter.nb.cells[PLOT].source += '\nfinding("x", 1, 0, 2)'
    assert code.plots(chapter) == []


def test_a_live_cell_leaves_its_description_to_its_function(root):
    chapter = samples.chapter(root)
    chapter.nb.cells[PLOT].source = "live(drawn, rate=(0.0, 1.0, 0.5))"
    assert code.plots(chapter) == []


def test_folded_sections_of_the_right_shape_pass(root):
    chapter = samples.chapter(root)
    texts = ["## Deeper: a\n\nWords.", "### A step\n\n```python\n# no heading\n```",
             "## Deeper: b\n\nMore.", "Inside.", "## After\n\n## Last"]  # fmt: skip
    for words in texts:
        add_text(words)(chapter.nb)
        chapter.nb.cells[-1].id = f"cell-{len(chapter.nb.cells)}"
    assert [lint(chapter) for lint in deeper.LINTS] == [[], [], []]


def test_a_draft_may_lack_papers_and_exercises(root):
    chapter = samples.chapter(root)
    own(status="draft", papers=[])(chapter.nb)
    no_exercise(chapter.nb)
    add_text("Draft: more")(chapter.nb)
    for lint in (metadata.papers, exercises.exercises, exercises.unfinished):
        assert lint(chapter) == []


def write(root, name, text):
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")


LAUNCH = "jobs:\n  test:\n    steps:\n      - run: {}\n"
TREE = [
    (tree.lists_are_current, "_toc.yml", "root: a\n", "make lists"),
    (tree.lists_are_current, "README.md", f"# Book\n\n{lists.COLUMNS}", "make lists"),
    (tree.notebooks_folder, "notebooks/foundations/line.png", "", "draw pictures in cells"),
    (tree.notebooks_folder, "notebooks/stray.ipynb", "{}", "only part/chapter.ipynb"),
    (tree.package_imports, "dlnotes/symbolic.py", "import scipy\n", "imports scipy"),
    (tree.package_imports, "dlnotes/a.py", "from . import b\n", "name the full module"),
    (tree.package_imports, "dlnotes/a.py", "from dlnotes.a import *\n", "what you import"),
    (
        tree.package_imports,
        "dlnotes/training.py",
        "import dlnotes.vision.detr\n",
        "a tool imports no part",
    ),
    (
        tree.package_imports,
        "dlnotes/foundations/a.py",
        "from dlnotes import vision\n",
        "earlier parts only",
    ),
    (
        tree.package_imports,
        "dlnotes/foundations/a.py",
        "def f():\n    from dlnotes.rl import b\n",
        "earlier parts only",
    ),
    (tree.mirrored_tests, "dlnotes/vision/boxes.py", "", "write tests/vision/test_boxes.py"),
    (tree.mirrored_tests, "dlnotes/vision/box/iou.py", "", "write tests/vision/box/test_iou.py"),
    (tree.pins, "requirements.txt", "torch>=2\n", "'torch>=2': write name==version"),
    (tree.pins, "pyproject.toml", '[project]\nx = "torch==2.4"\n', "pins torch==2.4"),
    (tree.pins, ".github/workflows/a.yml", "- run: make\n# numpy==2.0", "only requirements.txt"),
    (tree.workflows, ".github/workflows/a.yml", LAUNCH.format("pytest"), "call a make target"),
    (
        tree.workflows,
        ".github/workflows/a.yml",
        LAUNCH.format("make && rm x"),
        "call a make target",
    ),
    (tree.workflows, ".github/workflows/a.yml", LAUNCH.format("make x A=b; ls"), "call a make"),
    (tree.workflows, ".github/workflows/a.yml", LAUNCH.format("|\n  ls"), "call a make target"),
    (tree.forbidden_words, "a.md", "pip install " + "dlnotes", "dlnotes-book is ours"),
    (tree.forbidden_words, "a.md", "pip install -U " + "dlnotes\n", "dlnotes-book is ours"),
    (tree.forbidden_words, "a.py", "open('/ho" + "me/ann/x')", "a path of one machine"),
]


@pytest.mark.parametrize("lint, file, text, fragment", TREE)
def test_the_planted_fault_in_the_repository_is_found(root, lint, file, text, fragment):
    samples.chapter(root)
    assert lint(root) == []
    write(root, file, text)
    found = lint(root)
    assert any(fragment in message for message in found), found
    assert all("\n" not in message and file.split("/")[-1] in message for message in found)


def test_every_lint_of_the_repository_has_a_planted_fault():
    assert {case[0] for case in TREE} == set(tree.LINTS)


def test_a_notebook_that_the_book_does_not_know_is_named(root):
    chapter = samples.chapter(root)
    notebooks.write(chapter.nb, notebooks.notebook_path("foundations/alchemy", root))
    (message,) = metadata.place(notebooks.find("foundations/alchemy", root))
    assert "foundations/alchemy.ipynb: not in book/parts/foundations.yml" in message


def test_good_words_and_commands_pass(root):
    write(root, "a.md", "pip install dlnotes-book, https://example.org/work/x, see /usr/bin\n")
    steps = ["make test", "make publish URL=${{ a.b }}/${{ a.c }} REMOTE=origin"]
    write(root, ".github/workflows/a.yml", "".join(LAUNCH.format(step) for step in steps))
    assert tree.forbidden_words(root) == []
    assert tree.workflows(root) == []


def test_messages_collect_what_all_lints_say(root):
    chapter = samples.chapter(root)
    assert messages([samples.NAME], root) == []
    not_executed(chapter.nb)
    notebooks.write(chapter.nb, chapter.path)
    assert any("were not run" in line for line in messages([], root))
    with pytest.raises(ValueError, match="CHAPTER='vision/yolo': no such notebook"):
        messages(["vision/yolo"], root)


def test_hidden_files_of_the_repository_are_read_and_others_are_not(root):
    for name in (".git", ".github/a.yml", ".ci/run", ".venv/a.md", "_build/a.md", ".idea/a.md"):
        write(root, name, "pip install " + "dlnotes")
    found = [message.partition(":")[0] for message in tree.forbidden_words(root)]
    assert found == [".ci/run", ".github/a.yml"]


def test_a_later_part_s_name_is_free_for_an_earlier_chapter(tmp_path):
    chapter = samples.chapter(samples.book(tmp_path))
    later = chapter.root / "dlnotes" / "vision" / "fields.py"
    later.parent.mkdir()
    later.write_text("def slope():\n    pass\n", "utf-8")
    chapter.nb.cells[2].source += "\n\n\ndef slope():\n    pass"
    assert code.own_definitions(chapter) == []
    own = chapter.root / "dlnotes" / "foundations" / "lines.py"
    own.parent.mkdir()
    own.write_text(later.read_text("utf-8"), "utf-8")
    (message,) = code.own_definitions(chapter)
    assert "from dlnotes.foundations.lines import slope" in message
