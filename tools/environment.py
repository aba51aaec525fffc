"""Make or refresh `.venv`: `python3 tools/environment.py`. Uses nothing but the standard library.

The environment is left alone while the requirements, the package's metadata, the folder and Python
are those it was made from. An interrupted set-up goes on where it stopped. The file keeps to what
old Pythons can read, so that they can say that they are too old.
"""

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
INPUTS = ("requirements.txt", "pyproject.toml")


def lacks(version=sys.version_info, find=importlib.util.find_spec):
    """What this Python lacks, in words that say what to do; None where nothing is lacking."""
    running = f"{version[0]}.{version[1]}"
    if tuple(version[:2]) < OLDEST:
        return (
            f"Python 3.11 or newer is needed, this is {running}: install one and name it, "
            "for example: make PYTHON=python3.11 test"
        )
    if find("venv") is None or find("ensurepip") is None:
        return (
            "this Python cannot make virtual environments: install its venv package, "
            f"for example: apt install python{running}-venv"
        )
    return None


def origin(root=ROOT):
    """What `.venv` is made from: a line for place and Python, a line for the requirements."""
    place = hashlib.sha256(f"{root} {sys.version} {sys.base_prefix}".encode())
    inputs = hashlib.sha256(b"".join((root / name).read_bytes() for name in INPUTS))
    return f"{place.hexdigest()}\n{inputs.hexdigest()}\n"


def is_current(root=ROOT):
    """Whether `.venv` was made from what there is now."""
    stamp = root / ".venv" / ".made-from"
    return stamp.is_file() and stamp.read_text("utf-8") == origin(root)


def can_go_on(root=ROOT):
    """Whether there is a `.venv` made here by this Python, be it finished or not."""
    stamp, python = root / ".venv" / ".made-from", root / ".venv" / "bin" / "python"
    if not (stamp.is_file() and python.is_file()):
        return False
    return stamp.read_text("utf-8").split("\n")[0] == origin(root).split("\n")[0]


def make(root=ROOT):
    """Make `.venv`, or bring it up to date.

    Raises:
        subprocess.CalledProcessError: pip could not install the requirements; pip has said why.
    """
    import venv  # Debian ships it separately; `lacks` has looked for it

    folder = root / ".venv"
    print("Setting up .venv; the first time takes some minutes ...", flush=True)
    if not can_go_on(root):
        venv.create(folder, with_pip=True, clear=True, symlinks=True)
    place = origin(root).split("\n")[0]
    (folder / ".made-from").write_text(f"{place}\n", "utf-8")
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
    subprocess.run([*pip, "--requirement", "requirements.txt"], cwd=root, check=True)
    (folder / ".made-from").write_text(origin(root), "utf-8")
    print("Setting up .venv: done", flush=True)


def main():
    """Set up where needed; the exit status says whether it worked."""
    problem = lacks()
    if problem:
        print(f"set-up: {problem}", file=sys.stderr)
        return 1
    try:
        if not is_current():
            make()
    except subprocess.CalledProcessError as error:
        step = " ".join(map(str, error.cmd[1:4]))
        print(f"set-up: {step} failed, see above; then run the same command", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
