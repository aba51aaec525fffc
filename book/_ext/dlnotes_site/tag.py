"""One HTML element as a document node, with any attributes."""

from docutils import nodes


class Tag(nodes.General, nodes.TextElement):
    """An element `node["element"]` with the attributes `node["html"]`."""


def tag(element, *children, classes=(), **html):
    """A `Tag`; strings among the children become text, `_` in attribute names becomes `-`.

    >>> tag("p", "梯度", lang="zh").astext()
    '梯度'
    """
    html = {name.rstrip("_").replace("_", "-"): str(value) for name, value in html.items()}
    node = Tag(element=element, html=html, classes=list(classes))
    node += [nodes.Text(child) if isinstance(child, str) else child for child in children]
    return node


def words(text):
    """Nodes of a line of words in which `$...$` is mathematics.

    >>> [type(n).__name__ for n in words("a bias of $b$")]
    ['Text', 'math']
    """
    parts = text.split("$")
    pieces = [nodes.math(p, p) if i % 2 else nodes.Text(p) for i, p in enumerate(parts)]
    return [piece for piece in pieces if piece.astext()]


def separated(items, by=", "):
    """The items with commas, or another string, between them.

    >>> separated(["a", "b"])
    ['a', ', ', 'b']
    """
    return [piece for i, item in enumerate(items) for piece in ([by, item] if i else [item])]


def visit(translator, node):
    translator.body.append(translator.starttag(node, node["element"], "", **node["html"]))


def depart(translator, node):
    translator.body.append(f"</{node['element']}>")


def setup(app):
    app.add_node(Tag, html=(visit, depart))
