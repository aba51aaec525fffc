"""What every page carries: the security policy; the front door at the root; files not needed."""

from pathlib import Path

POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
}
UNUSED = ("*webpack-macros.html", "scripts/fontawesome.js*")
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
    """Removes what the themes copy and no page loads: templates, and the icon script."""
    for pattern in UNUSED:
        for path in Path(app.outdir, "_static").glob(pattern):
            path.unlink()


def setup(app):
    app.connect("html-page-context", add_policy, priority=900)
    app.connect("build-finished", write_door)
    app.connect("build-finished", drop_unused)
