"""The `published` branch, to which Colab, Binder and download links point.

`python -m tools.publish URL [COMMIT]` takes COMMIT (default: HEAD), writes URL and commit into the
bootstrap cell of every chapter and commits the result to the local branch `published`. The working
tree is not touched. Pushing the branch is the caller's business.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.bootstrap import fill_in
from tools.model.chapter import ROOT, find, on_disk
from tools.model.notebook import write
from tools.model.published import BRANCH

URL = re.compile(r"(https|file|ssh)://[^\s\"']+")


def git(folder, *arguments):
    """What `git arguments` prints in `folder`, stripped.

    Raises:
        ValueError: git refused; the message holds its own words.
    """
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise ValueError(f"git {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout.strip()


def publish(url, commit="HEAD", root=ROOT):
    """Commit the chapters of `commit`, ready to install from `url`, to the branch `published`.

    Args:
        url: where pip finds the repository, without `git+`.
        commit: what to publish; it must be at `url` too before a reader runs the notebook.

    Returns:
        The hash of the new commit.

    Raises:
        ValueError: the URL is not one that pip can clone, git does not know the commit, or a
            chapter's bootstrap cell is not the current one.
    """
    if not URL.fullmatch(url):
        raise ValueError(f"URL={url!r}: expected https://..., ssh://... or file://...")
    sha = git(root, "rev-parse", "--verify", f"{commit}^{{commit}}")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        git(root, "worktree", "add", "--detach", str(copy), sha)
        try:
            _fill_in_all(copy, url, sha)
            git(copy, "add", "notebooks")
            author = ["-c", "user.name=publish", "-c", "user.email=publish@localhost"]
            git(copy, *author, "commit", "--allow-empty", "-m", f"Publish {sha}")
            published = git(copy, "rev-parse", "HEAD")
        finally:
            git(root, "worktree", "remove", "--force", str(copy))
    git(root, "update-ref", f"refs/heads/{BRANCH}", published)
    return published


def _fill_in_all(root, url, sha):
    for name in on_disk(root):
        chapter = find(name, root)
        nb = chapter.editable()
        try:
            fill_in(nb, url, sha)
        except ValueError as error:
            raise ValueError(f"{chapter.at()}: {error}") from error
        write(nb, chapter.path)


def main(arguments):
    """Publish; the exit status says whether it worked."""
    if len(arguments) not in (1, 2):
        print("make publish URL=https://... (COMMIT=...)", file=sys.stderr)
        return 2
    try:
        print(f"{BRANCH}: {publish(*arguments)}")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
