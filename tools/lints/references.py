"""The model's names as lints imported them before it had a package."""

from tools.model import prose
from tools.model import widgets as found

WIDGET, widgets = found.WIDGET, found.widgets
CODE, headings, prose_lines, slug = prose.CODE, prose.headings, prose.prose_lines, prose.slug
