"""Build the site of a book into its `_build/html`: `python -m tools.build [FOLDER]`.

A warning fails the build, and all are shown. What the book's own extension refuses is said by its
message alone, without the traceback that Jupyter Book adds behind it.
"""

import sys

from jupyter_book.cli.main import main as jupyter_book

OPTIONS = ("--all", "--quiet", "--nitpick", "--warningiserror", "--keep-going")


def main(folders):
    """Build the book in the folder named, or in this one; the exit status says whether it worked.

    Raises:
        SystemExit: there were warnings.
    """
    try:
        jupyter_book(["build", *OPTIONS, *(folders or ["."])], standalone_mode=False)
    except RuntimeError:  # raised for any error that Sphinx has shown already
        print("The site was not built; the message above says why.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
