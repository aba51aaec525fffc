"""Build the site of a book into its `_build/html`: `python -m tools.build [--changed] [FOLDER]`.

A warning fails the build, and all are shown. What the book's own extension refuses is said by its
message alone, without the traceback that Jupyter Book adds behind it. `--changed` builds only pages
that changed since the last build, for whoever works on one chapter.
"""

import gc
import sys

from jupyter_book.cli.main import main as jupyter_book

OPTIONS = ("--quiet", "--nitpick", "--warningiserror", "--keep-going")
# Trees of documents are large and live long: collecting at Python's own pace takes a third of the
# build, and finds nothing.
OBJECTS = (100_000, 20, 50)


def main(arguments):
    """Build the book in the folder named, or in this one; the exit status says whether it worked.

    Raises:
        SystemExit: there were warnings.
    """
    folders = [argument for argument in arguments if argument != "--changed"]
    pages = [] if "--changed" in arguments else ["--all"]
    gc.set_threshold(*OBJECTS)
    try:
        jupyter_book(["build", *pages, *OPTIONS, *(folders or ["."])], standalone_mode=False)
    except RuntimeError:  # raised for any error that Sphinx has shown already
        print("The site was not built; the message above says why.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
