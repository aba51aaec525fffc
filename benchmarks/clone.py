"""The repository once more, in a folder of its own in which every command works.

Files are copied as they lie, those of a new module included. The environment is a new one that
looks up packages in this repository's: installing them again would take minutes.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from tools import environment
from tools.model.chapter import ROOT

LEFT_OUT = shutil.ignore_patterns("_build", ".git", ".venv", "__pycache__", ".*_cache")


def write(root):
    """Writes to `root` a copy of the repository, with a `.venv`.

    Raises:
        FileExistsError: `root` is there already.
    """
    shutil.copytree(ROOT, root, ignore=LEFT_OUT)
    environ(root)


def environ(root):
    """Gives `root` a `.venv` that finds the book in `root`, and every other package in ours."""
    folder = root / ".venv"
    venv.create(folder, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": folder, "platbase": folder}))
    # A folder named in a .pth file is searched, but its own .pth files are not read.
    (packages / "book.pth").write_text(f"{root}\n{sysconfig.get_path('purelib')}\n", "utf-8")
    ours = Path(sys.prefix)
    for name in ("share", "etc"):
        (folder / name).symlink_to(ours / name)
    shutil.copyfile(ours / "browser", folder / "browser")
    for script in sorted((ours / "bin").iterdir()):
        _copy_script(script, folder / "bin" / script.name, ours, folder)
    (folder / ".made-from").write_text(environment.origin(root), "utf-8")


def _copy_script(script, target, ours, folder):
    """A program of a package, started by the Python of `folder`."""
    if target.exists() or not script.is_file():
        return
    content = script.read_bytes()
    own = f"#!{folder}/".encode()
    if content.startswith(f"#!{ours}/".encode()):
        target.write_bytes(content.replace(f"#!{ours}/".encode(), own, 1))
        target.chmod(0o755)
    elif os.access(script, os.X_OK):
        target.symlink_to(script)


def commit(root):
    """Makes `root` a git repository with one commit."""
    who = ("-c", "user.name=clone", "-c", "user.email=clone@example.org")
    for step in (("init", "--quiet"), ("add", "."), (*who, "commit", "--quiet", "-m", "Copy")):
        subprocess.run(["git", *step], cwd=root, check=True)


def python(root):
    """The Python of a copy, as a command starts."""
    return str(root / ".venv" / "bin" / Path(sys.executable).name)
