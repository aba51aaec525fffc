"""Set-up finds or installs a browser and notes it; tests read the note; errors are one line."""

import os
import shlex
import subprocess
import sys

import pytest

from tools import browser
from tools.notebooks import ROOT

# A process of its own, with the record elsewhere: set-up, then a page in the browser it noted.
SETS_UP = """
import sys
from pathlib import Path
from tools import browser
browser.RECORD = Path(sys.argv[1])
if status := browser.main():
    sys.exit(status)
with browser.chromium() as chromium:
    page = chromium.new_page()
    page.set_content("<title>it works</title>")
    print(page.title())
"""


def script(folder, name, text):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """No browser on PATH, none of Playwright's own, no apt-get, no network, nothing noted."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "own"))
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:9")
    monkeypatch.setattr(browser, "RECORD", tmp_path / "record")
    monkeypatch.setattr(browser, "playwrights_own", lambda: None)
    monkeypatch.setattr(browser, "download", lambda: False)
    return tmp_path


def apt_get(folder, adds):
    """An apt-get that logs what it is asked, and runs `adds` when told to install."""
    text = f'echo "$1" >> {folder}/log\nif [ "$1" = install ]; then\n{adds}\nfi'
    return script(folder, "apt-get", text)


def adds_chromium(folder, starts="exit 0"):
    """Lines for a shell that put a `chromium` into `folder`."""
    text = shlex.quote(f"#!/bin/sh\n{starts}\n")
    return f"printf '%s' {text} > {folder}/chromium\n/bin/chmod +x {folder}/chromium"


def test_the_browser_on_path_comes_first(nowhere):
    path = script(nowhere, "chromium", "echo Chromium 1.0")
    script(nowhere, "google-chrome", "echo Chrome 1.0")
    assert browser.browser_executable() == path


def test_a_program_that_does_not_start_is_passed_over(nowhere):
    script(nowhere, "chromium", "echo install me first; exit 1")
    path = script(nowhere, "google-chrome", "echo Chrome 1.0")
    assert browser.browser_executable() == path


def test_playwrights_own_comes_second(nowhere, monkeypatch):
    monkeypatch.setattr(browser, "playwrights_own", lambda: "/its/own/chrome")
    assert browser.browser_executable() == "/its/own/chrome"


def test_without_any_the_error_says_what_to_install(nowhere):
    with pytest.raises(RuntimeError, match=r"apt-get install chromium.*playwright install"):
        browser.browser_executable()


def test_root_on_debian_installs_it_once(nowhere, monkeypatch):
    apt_get(nowhere, adds_chromium(nowhere))
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    browser.note()
    browser.note()
    assert browser.noted() == str(nowhere / "chromium")
    assert (nowhere / "log").read_text().split() == ["update", "install"]


def test_a_failed_installation_is_an_error(nowhere, monkeypatch):
    script(nowhere, "apt-get", "exit 1")
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    with pytest.raises(RuntimeError, match="No Chromium found"):
        browser.browser_executable()


def test_nobody_but_root_asks_apt_get(nowhere, monkeypatch):
    apt_get(nowhere, adds_chromium(nowhere))
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)
    with pytest.raises(RuntimeError, match="No Chromium found"):
        browser.browser_executable()
    assert not (nowhere / "log").exists()


def test_what_can_be_downloaded_comes_last(nowhere, monkeypatch):
    found = iter([None, "/its/own/chrome"])
    monkeypatch.setattr(browser, "playwrights_own", lambda: next(found))
    monkeypatch.setattr(browser, "download", lambda: True)
    assert browser.browser_executable() == "/its/own/chrome"


def test_a_noted_browser_is_kept_while_it_starts(nowhere):
    first = script(nowhere, "google-chrome", "exit 0")
    browser.note()
    second = script(nowhere, "chromium", "exit 0")
    browser.note()
    assert browser.noted() == first
    script(nowhere, "google-chrome", "exit 1")
    browser.note()
    assert browser.noted() == second


def test_a_note_that_does_not_hold_any_more_is_dropped(nowhere):
    (nowhere / "record").write_text(f"{nowhere}/chromium\n")
    with pytest.raises(RuntimeError, match=r"/chromium is gone: run `make browser`"):
        browser.noted()
    with pytest.raises(RuntimeError, match="No Chromium found"):
        browser.note()
    with pytest.raises(RuntimeError, match="no browser is set up: run `make browser`"):
        browser.noted()


def test_tests_search_nothing_and_install_nothing(nowhere, monkeypatch):
    script(nowhere, "chromium", "exit 0")
    apt_get(nowhere, adds_chromium(nowhere))
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    with pytest.raises(RuntimeError, match="no browser is set up"), browser.chromium():
        pass
    assert not (nowhere / "log").exists()


def set_up(folder):
    """Set-up and one page, in a process of its own that finds no more than `nowhere` left."""
    command = [sys.executable, "-c", SETS_UP, str(folder / "record")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


@pytest.fixture
def real():
    """The browser of this run: requested before `nowhere` takes it away."""
    return browser.noted()


def test_a_browser_that_is_there_is_found_and_used(real, nowhere):
    script(nowhere, "chromium", f'exec "{real}" "$@"')
    done = set_up(nowhere)
    assert (done.returncode, done.stdout, done.stderr) == (0, "it works\n", "")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root installs packages")
def test_a_browser_that_is_missing_is_installed_and_used(real, nowhere):
    apt_get(nowhere, adds_chromium(nowhere, f'exec "{real}" "$@"'))
    done = set_up(nowhere)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["Installing Chromium with apt-get, once ...", "it works"]
    assert (nowhere / "log").read_text().split() == ["update", "install"]


def test_where_none_can_be_had_set_up_says_so_in_one_line(nowhere):
    done = set_up(nowhere)
    assert done.returncode == 1
    assert done.stderr == f"set-up: {browser.REMEDY}\n"
    assert done.stdout == "Downloading Chromium for Playwright, once ...\n"
