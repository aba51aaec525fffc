"""The Chromium that tests and benches use: `python -m tools.browser` finds or installs one, once.

The set-up of the commands that need a browser runs it and notes the path in `.venv/browser`. Test
processes only read that file: several of them start at once, and none may install anything.
"""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

RECORD = Path(__file__).resolve().parent.parent / ".venv" / "browser"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REMEDY = (
    "No Chromium found, and the site cannot be tested without one. Install it with "
    "`apt-get install chromium` (Debian), your system's package manager, or "
    "`.venv/bin/python -m playwright install chromium`."
)
# It draws without a GPU, and asks the network for nothing but the page.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium():
    """A headless Chromium with a new profile, closed at the end."""
    path = noted()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def noted():
    """Path of the Chromium that set-up noted.

    Raises:
        RuntimeError: none is noted, or it is gone; the message says which command finds one.
    """
    path = recorded()
    if path is None:
        raise RuntimeError("no browser is set up: run `make browser`, then this again")
    if not os.access(path, os.X_OK):
        raise RuntimeError(f"the browser {path} is gone: run `make browser`, then this again")
    return path


def recorded():
    """What the record says, or None where there is none."""
    return RECORD.read_text("utf-8").strip() if RECORD.is_file() else None


def note():
    """Note the path of a Chromium that starts, the noted one where it still does.

    Raises:
        RuntimeError: none is there and none can be installed; the message says what to install.
    """
    path = recorded()
    if path and starts(path):
        return
    RECORD.unlink(missing_ok=True)
    RECORD.write_text(f"{browser_executable()}\n", "utf-8")


def browser_executable():
    """Path of a Chromium that starts: one that is there, or else one installed now.

    Raises:
        RuntimeError: none is there and none can be installed; the message says what to install.
    """
    found = there() or (install() and on_path()) or (download() and playwrights_own())
    if not found:
        raise RuntimeError(REMEDY)
    return found


def there():
    """Path of a Chromium that is there and starts, or None."""
    return on_path() or playwrights_own()


def on_path():
    """Path of the first browser on PATH that starts, or None."""
    candidates = filter(None, map(shutil.which, NAMES))
    return next(filter(starts, candidates), None)


def playwrights_own():
    """Path of the Chromium that Playwright downloaded, or None."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() and starts(path) else None


def starts(path):
    """Whether the program runs: on some systems `chromium` only says how to install it."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def install():
    """Install Chromium where that needs no question: as root on a Debian-like system."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print("Installing Chromium with apt-get, once ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    update = ["apt-get", "update"]
    add = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
    return all(subprocess.run(step, env=environment).returncode == 0 for step in (update, add))


def download():
    """Have Playwright download its own Chromium; quietly, its failure is a page of traces."""
    print("Downloading Chromium for Playwright, once ...", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        return subprocess.run(command, capture_output=True, timeout=600).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def main():
    """Find or install a browser and note it; the exit status says whether there is one."""
    try:
        note()
    except RuntimeError as error:
        print(f"set-up: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
