"""The search for a browser: each way in its order, and a clear error at the end."""

import subprocess

import pytest

from tools import browser


def script(folder, name, text):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """No browser on PATH, none of Playwright's own, no apt-get."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "playwrights_own", lambda: None)
    return tmp_path


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
    log = nowhere / "log"
    installed = f'echo "#!/bin/sh" > {nowhere}/chromium; /bin/chmod +x {nowhere}/chromium'
    script(nowhere, "apt-get", f'echo "$1" >> {log}; if [ "$1" = install ]; then {installed}; fi')
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    assert browser.browser_executable() == str(nowhere / "chromium")
    assert log.read_text().split() == ["update", "install"]


def test_a_failed_installation_is_an_error(nowhere, monkeypatch):
    script(nowhere, "apt-get", "exit 1")
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    with pytest.raises(RuntimeError, match="No Chromium found"):
        browser.browser_executable()


def test_nobody_but_root_installs(nowhere, monkeypatch):
    script(nowhere, "apt-get", "exit 0")
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)
    run = []
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: run.append(a))
    with pytest.raises(RuntimeError, match="No Chromium found"):
        browser.browser_executable()
    assert not run
