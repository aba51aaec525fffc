import re
import socket
from importlib import resources

import pytest
import torch

from dlnotes import data
from dlnotes.data.digits import digits
from dlnotes.data.mixtures import gaussian_mixture
from dlnotes.data.photographs import NAMES, photograph
from dlnotes.data.toys import two_moons


def test_no_socket_is_opened(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(AssertionError, match="a socket was opened"):
        socket.create_connection(("127.0.0.1", 9))
    digits()
    for name in NAMES:
        photograph(name)
    two_moons(3, 0.1, torch.Generator())
    gaussian_mixture(3, torch.zeros(1, 1), 1.0, None, torch.Generator())


def test_every_file_has_a_line_in_the_table_of_sources():
    files = resources.files(data) / "files"
    names = {file.name for file in files.iterdir()} - {"README.md"}
    table = (files / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([^`]+)` \|.*(?:CC|public domain)", table, re.MULTILINE)) == names


def test_unknown_file():
    with pytest.raises(FileNotFoundError):
        data.open_file("missing.npz")
