"""A notebook downloaded alone installs the package, or says what to do."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.book import samples
from tools import notebooks, publish
from tools.bootstrap import bootstrap_source, fill_in, refresh

URL, SHA = "https://example.org/book", "0123456789" * 4


def execute(source, monkeypatch, installed=True, status=0):
    """Run a bootstrap cell; return the pip commands it would have run."""
    commands = []
    find = importlib.util.find_spec

    def find_spec(name):
        return None if name == "dlnotes" and not installed else find(name)

    def run(command, **options):
        commands.append(command)
        return SimpleNamespace(returncode=status, stdout="", stderr="ERROR: no such place")

    monkeypatch.setattr(importlib.util, "find_spec", find_spec)
    monkeypatch.setattr(subprocess, "run", run)
    exec(compile(source, "bootstrap", "exec"), {})
    return commands


@pytest.mark.parametrize("place", [(), (URL, SHA)], ids=["in the repository", "published"])
def test_where_the_package_is_nothing_happens(monkeypatch, capsys, place):
    assert execute(bootstrap_source(*place), monkeypatch) == []
    assert capsys.readouterr().out == ""


def test_an_unpublished_copy_says_which_command_to_run(monkeypatch):
    with pytest.raises(ModuleNotFoundError, match=r"`pip install -e \.` at its root .*`make lab`"):
        execute(bootstrap_source(), monkeypatch, installed=False)


def test_a_published_copy_installs_that_commit_and_keeps_torch_and_numpy(monkeypatch):
    (command,) = execute(bootstrap_source(URL, SHA), monkeypatch, installed=False)
    kept = [f"{name}=={importlib.metadata.version(name)}" for name in ("torch", "numpy")]
    package = f"git+{URL}@{SHA}"
    assert command == [sys.executable, "-m", "pip", "install", package, *kept]


def test_pip_s_own_words_are_shown_where_it_fails(monkeypatch):
    with pytest.raises(RuntimeError, match="choose a newer runtime") as caught:
        execute(bootstrap_source(URL, SHA), monkeypatch, installed=False, status=1)
    assert "ERROR: no such place" in str(caught.value)


def test_the_package_states_lower_bounds_only():
    requirements = importlib.metadata.requires("dlnotes-book")
    assert any(requirement.startswith("torch>=") for requirement in requirements)
    assert not any(mark in item for item in requirements for mark in ("==", "~=", "<"))


def test_refresh_puts_one_current_cell_first(tmp_path):
    nb = samples.chapter(samples.book(tmp_path)).nb
    nb.cells[1].source = "old"
    nb.cells.append(nb.cells.pop(1))
    refresh(nb)
    assert [cell.get("id") for cell in nb.cells].count("bootstrap") == 1
    assert nb.cells[1].source == bootstrap_source()


def test_fill_in_refuses_a_cell_it_does_not_know(tmp_path):
    nb = samples.chapter(samples.book(tmp_path)).nb
    fill_in(nb, URL, SHA)
    assert nb.cells[1].source == bootstrap_source(URL, SHA)
    with pytest.raises(ValueError, match="not the current one"):
        fill_in(nb, URL, SHA)


def git(folder, *arguments):
    identity = ["-c", "user.name=a", "-c", "user.email=a@localhost"]
    command = ["git", *identity, *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path):
    """A local git repository with the package and one chapter, all committed."""
    root = tmp_path / "repository"
    shutil.copytree(
        notebooks.ROOT / "dlnotes",
        root / "dlnotes",
        ignore=shutil.ignore_patterns("__pycache__", "symbolic"),
    )
    samples.book(root)
    samples.chapter(root)
    shutil.copy(notebooks.ROOT / "README.md", root)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "one")
    return root


def published_source(root):
    git(root, "checkout", "--quiet", "published")
    return notebooks.find(samples.NAME, root).nb.cells[1].source


def test_publish_writes_url_and_commit_and_touches_nothing_else(repository):
    (repository / "README.md").write_text("being edited")
    head = git(repository, "rev-parse", "HEAD")
    published = publish.publish(URL, root=repository)
    assert git(repository, "rev-parse", "published^") == head
    assert git(repository, "rev-parse", "published") == published
    changed = git(repository, "diff", "--name-only", "main", "published")
    assert changed == f"notebooks/{samples.NAME}.ipynb"
    assert git(repository, "status", "--porcelain") == "M README.md"
    assert git(repository, "branch", "--show-current") == "main"
    assert len(git(repository, "worktree", "list").splitlines()) == 1
    git(repository, "checkout", "--quiet", "README.md")
    assert published_source(repository) == bootstrap_source(URL, head)


def test_publish_again_replaces_the_branch(repository):
    first = git(repository, "rev-parse", "HEAD")
    publish.publish(URL, root=repository)
    git(repository, "commit", "--quiet", "--allow-empty", "-m", "two")
    publish.publish(URL, root=repository)
    second = git(repository, "rev-parse", "HEAD")
    assert git(repository, "rev-parse", "published^") == second != first
    publish.publish(URL, first, root=repository)
    assert published_source(repository) == bootstrap_source(URL, first)


def test_publish_refuses_bad_input(repository):
    for url in ("", "example.org/book", 'https://example.org/"', "git@example.org:book"):
        with pytest.raises(ValueError, match="URL="):
            publish.publish(url, root=repository)
    with pytest.raises(ValueError, match="git rev-parse failed"):
        publish.publish(URL, "no-such-commit", root=repository)
    chapter = notebooks.find(samples.NAME, repository)
    chapter.nb.cells[1].source = "old"
    samples.stored(chapter)
    git(repository, "commit", "--quiet", "--all", "-m", "old")
    with pytest.raises(ValueError, match=r"quadratic_forms.ipynb: the bootstrap cell"):
        publish.publish(URL, root=repository)
    assert len(git(repository, "worktree", "list").splitlines()) == 1
    assert "published" not in git(repository, "branch", "--list", "published")


def test_main_reports_bad_input(capsys):
    assert publish.main([]) == 2
    assert "make publish URL=" in capsys.readouterr().err
    assert publish.main(["nowhere"]) == 1
    assert "URL='nowhere'" in capsys.readouterr().err


def empty_python(folder):
    """A Python without dlnotes, torch and numpy; it builds packages with this one's setuptools."""
    venv.create(folder / "venv", with_pip=True, symlinks=True)
    build = folder / "build"
    build.mkdir()
    for name in ("setuptools", "_distutils_hack", "pkg_resources"):
        spec = importlib.util.find_spec(name)
        if spec is not None:
            os.symlink(Path(spec.origin).parent, build / name)
    information = importlib.metadata.distribution("setuptools")._path
    os.symlink(information, build / information.name)
    offline = {"PYTHONPATH": str(build), "PIP_NO_BUILD_ISOLATION": "0", "PIP_NO_DEPS": "1"}
    return folder / "venv" / "bin" / "python", os.environ | offline | {"PIP_NO_INDEX": "1"}


def test_a_published_notebook_installs_the_package_from_a_local_repository(repository, tmp_path):
    url = repository.as_uri()
    publish.publish(url, root=repository)
    source = published_source(repository)
    python, surroundings = empty_python(tmp_path)
    script = f"{source}\nimport dlnotes\nprint(dlnotes.__version__, dlnotes.__file__)"
    command = [python, "-c", script]
    done = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "venv") in done.stdout.splitlines()[-1]
    again = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, text=True)
    assert again.stdout.startswith(done.stdout.splitlines()[-1])


def test_a_runtime_whose_torch_is_too_old_is_told_so_and_kept(repository, tmp_path):
    url = repository.as_uri()
    publish.publish(url, root=repository)
    source = published_source(repository)
    python, surroundings = empty_python(tmp_path)
    site = next((tmp_path / "venv").glob("lib/python*/site-packages"))
    (site / "torch.py").write_text("")
    (site / "torch-2.1.0.dist-info").mkdir()
    metadata = "Metadata-Version: 2.1\nName: torch\nVersion: 2.1.0\n"
    (site / "torch-2.1.0.dist-info" / "METADATA").write_text(metadata)
    del surroundings["PIP_NO_DEPS"]
    command = [python, "-c", source]
    done = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, text=True)
    assert done.returncode == 1
    assert "choose a newer runtime" in done.stderr
    assert "torch==2.1.0" in done.stderr and "torch>=2.4" in done.stderr
    assert (site / "torch-2.1.0.dist-info").is_dir()
