"""Lints of a chapter's Markdown: only what every host renders alike."""

import re
from itertools import pairwise

from markdown_it import MarkdownIt

from tools.model.notebook import markdown_cells
from tools.model.prose import CODE, headings, prose_lines

MATHS = re.compile(r"(?<!\\)(\$\$?)(.+?)(?<!\\)\1", re.DOTALL)
ALLOWED_TAGS = {"details", "summary"}

# What other hosts show as raw text, and what they all render.
PLAIN = ": raw text on GitHub and Colab: write a plain paragraph, or draw in a code cell"
# (which view of a cell, pattern, what it is and what to do instead). Views: "raw" is the source,
# "prose" lacks blocks of code, "spans" lacks braces in code spans, "words" lacks code and maths.
NOT_PORTABLE = [
    ("raw", r"^\s*(```+|~~~+)\s*\{.*", "a MyST directive" + PLAIN),
    ("prose", r"^\s*:::+\s*\S.*", "a MyST directive" + PLAIN),
    ("spans", r"\{[\w:+-]+\}`[^`]*`", "a MyST role: write a link, [words](address)"),
    ("prose", r"\$\$\s*\([\w-]+\)\s*$", "a MyST equation label: label a claim"),
    ("words", r"^\([\w-]+\)=\s*$", "a MyST target: label a claim, or link to a heading"),
    ("words", r"^%.*", "a MyST comment: other hosts print it"),
    ("words", r"^\+\+\+.*", "a MyST block break: start a new cell"),
    ("words", r"\{\{.*\}\}", "a MyST substitution: write the words"),
    ("words", r"\{#[\w-]+\}", "an attribute: label a claim, or link to a heading"),
    ("words", r"\[\^[^\]]+\]", "a footnote: say it in the text"),
    ("words", r"!\[[^\]]*\]", "an image: draw it in a code cell"),
    ("words", r"\\[\[(]", "maths of another style: write $...$ or $$...$$"),
    ("words", r"^\s*\\begin\{.*", "a bare environment: put it between $$ and $$"),
]


def portable(chapter):
    """CommonMark, dollar maths, tables and <details>; no directive, role, image or attachment."""
    messages = []
    for n, cell in markdown_cells(chapter.nb):
        prose = "\n".join(line for _, line in prose_lines(cell.source))
        views = {
            "raw": cell.source,
            "prose": prose,
            "spans": CODE.sub(lambda code: re.sub("[{}]", "", code.group()), prose),
            "words": MATHS.sub("", CODE.sub("", prose)),
        }
        for view, pattern, remedy in NOT_PORTABLE:
            for found in re.finditer(pattern, views[view], re.MULTILINE):
                messages.append(f"{chapter.at(n)}: {found.group().strip()!r} is {remedy}")
        if cell.get("attachments"):
            messages.append(f"{chapter.at(n)}: an attached image: draw it in a code cell")
    return messages


def html(chapter):
    """The only tags are those of a foldable solution, and Markdown inside them is rendered."""
    messages = []
    for n, cell in markdown_cells(chapter.nb):
        for tag in sorted(_tags(cell.source) - ALLOWED_TAGS):
            messages.append(f"{chapter.at(n)}: <{tag}>: write Markdown; allowed: details, summary")
        for inside in re.findall(r"</summary>(.*?)</details>", cell.source, re.DOTALL):
            if not (inside.startswith("\n\n") and inside.endswith("\n\n")):
                messages.append(
                    f"{chapter.at(n)}: leave an empty line after </summary> and before </details>, "
                    "else the Markdown between them stays raw"
                )
    return messages


def _tags(source):
    tokens = MarkdownIt("commonmark").parse(MATHS.sub("", source))
    pieces = [t for token in tokens for t in [token, *(token.children or [])]]
    raw = " ".join(t.content for t in pieces if t.type in ("html_block", "html_inline"))
    return {name.lower() for name in re.findall(r"<\s*/?\s*([a-zA-Z][\w-]*)", raw)}


def tables(chapter):
    """No bar inside the maths of a table: it would end the table's cell."""
    messages = []
    for n, cell in markdown_cells(chapter.nb):
        for row in _table_rows(cell.source):
            cells = re.split(r"(?<!\\)\|", row)
            broken = any(len(re.findall(r"(?<!\\)\$", text)) % 2 for text in cells)
            if broken or any(r"\|" in found[1] for found in MATHS.findall(row)):
                messages.append(
                    f"{chapter.at(n)}: a bar inside maths in the table row {row.strip()[:40]!r}: "
                    r"write \lvert x \rvert or \lVert x \rVert"
                )
    return messages


def _table_rows(source):
    lines = [line for _, line in prose_lines(source)]
    rows = []
    for number, line in enumerate(lines):
        if number and "|" in lines[number - 1] and re.fullmatch(r"[\s|:-]*-[\s|:-]*", line):
            rows.append(lines[number - 1])
            for row in lines[number + 1 :]:
                if "|" not in row:
                    break
                rows.append(row)
    return rows


def maths(chapter):
    """Dollar signs come in pairs within a cell."""
    messages = []
    for n, cell in markdown_cells(chapter.nb):
        prose = CODE.sub("", "\n".join(line for _, line in prose_lines(cell.source)))
        if "$" in MATHS.sub("", prose).replace(r"\$", ""):
            messages.append(f"{chapter.at(n)}: an unpaired $: close it, or write \\$ for a dollar")
    return messages


def heading_levels(chapter):
    """One title, in the first cell, as the part's file has it; no level is skipped below it."""
    found, messages = headings(chapter.nb), []
    if chapter.entry and found[:1] != [(1, 1, chapter.entry.title)]:
        heading = f"# {chapter.entry.title}"
        messages.append(f"{chapter.at(1)}: open the chapter with the heading {heading!r}")
    for (_, above, _), (n, level, text) in pairwise(found):
        if level == 1:
            messages.append(f"{chapter.at(n)}: a second title {text!r}: write ##")
        elif level > above + 1:
            messages.append(
                f"{chapter.at(n)}: heading {text!r} skips a level: write {'#' * (above + 1)}"
            )
    return messages


LINTS = [portable, html, tables, maths, heading_levels]
