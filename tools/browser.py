"""Finds a Chromium to test the site with: on PATH, Playwright's own, or installed by apt-get."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

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
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_executable(), args=FLAGS)
        yield browser
        browser.close()


def browser_executable():
    """Path of a Chromium that starts.

    Raises:
        RuntimeError: none is there and none can be installed; the message says what to install.
    """
    found = on_path() or playwrights_own() or (install() and on_path())
    if not found:
        raise RuntimeError(REMEDY)
    return found


def on_path():
    candidates = filter(None, map(shutil.which, NAMES))
    return next(filter(starts, candidates), None)


def playwrights_own():
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
    """Installs Chromium where that needs no question: as root on a Debian-like system."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print("Installing Chromium with apt-get, once ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    update = ["apt-get", "update"]
    add = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
    return all(subprocess.run(step, env=environment).returncode == 0 for step in (update, add))


if __name__ == "__main__":
    print(browser_executable())
