"""What every page carries: the security policy; the front door at the root; files not needed."""

import re
from pathlib import Path

POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
}
UNUSED = (
    "*webpack-macros.html",
    "scripts/fontawesome.js*",
    "vendor/fontawesome/**/*",
    "**/*.map",
    "locales/**/*",
    "searchtools.js",
    "language_data.js",
    "sphinx_highlight.js",
    "file.png",
    "plus.png",
    "minus.png",
)
ICON_RULES = re.compile(r"(?:^|(?<=\}))(?:\.fa[\w-]*(?:[:.][\w:.()-]*)*,?)+\{[^{}]*\}")
ICON_FONT = re.compile(
    r"@font-face\{[^}]*Font Awesome[^}]*\}|/\*!\s*\* Font Awesome.*?\*/", re.DOTALL
)
META = '<meta http-equiv="Content-Security-Policy" content="{}" />'
DOOR = """<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    {policy}
    <meta http-equiv="refresh" content="0; url={home}" />
    <link rel="icon" href="_static/{icon}" />
    <title>{title}</title>
  </head>
  <body><main><h1>{title}</h1><p><a href="{home}">Open the book</a></p></main></body>
</html>
"""


def policy():
    """The `<meta>` of the policy: nothing is evaluated, no other host is asked."""
    return META.format("; ".join(f"{name} {value}" for name, value in POLICY.items()))


def add_policy(app, pagename, templatename, context, doctree):
    context["metatags"] = f"\n    {policy()}{context.get('metatags', '')}"


def write_door(app, error):
    """The home page is book/index.html; the root sends readers there."""
    if error or app.builder.format != "html":
        return
    text = DOOR.format(
        policy=policy(),
        home=app.builder.get_target_uri(app.config.root_doc),
        icon=Path(app.config.html_favicon).name,
        title=app.config.html_title,
    )
    Path(app.outdir, "index.html").write_text(text, encoding="utf-8")


def drop_unused(app, error):
    """Removes what the themes copy and no page loads."""
    for pattern in UNUSED:
        for path in Path(app.outdir, "_static").glob(pattern):
            if path.is_file():
                path.unlink()


def without_icon_font(style):
    """A style sheet without the rules of the icon font, of which the pages use none.

    >>> without_icon_font("a{top:0}.fa-a:before,.fab{x:y}.bd{left:0}")
    'a{top:0}.bd{left:0}'
    """
    return ICON_FONT.sub("", ICON_RULES.sub("", style))


def drop_icon_font(app, error):
    path = Path(app.outdir, "_static/styles/pydata-sphinx-theme.css")
    if not error and path.is_file():
        path.write_text(without_icon_font(path.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app):
    app.connect("html-page-context", add_policy, priority=900)
    app.connect("build-finished", write_door)
    app.connect("build-finished", drop_unused)
    app.connect("build-finished", drop_icon_font)
