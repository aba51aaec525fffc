"""Notebooks run without the network, whatever they try, and with loopback open."""

import subprocess
import sys

import pytest

from tools import kernel

OUTSIDE = {
    "connect": "socket.create_connection(('192.0.2.1', 80), timeout=5)",
    "connect_ex": "socket.socket().connect_ex(('192.0.2.1', 80))",
    "IPv6": "socket.socket(socket.AF_INET6).connect(('2001:db8::1', 80))",
    "datagram": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    "message": "socket.socket(type=socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, ('192.0.2.1', 53))",
    "name": "socket.getaddrinfo('example.org', 80)",
    "old name": "socket.gethostbyname('example.org')",
}

LOOPBACK = """
import socket
with socket.create_server(("127.0.0.1", 0)) as server:
    with socket.create_connection(server.getsockname(), timeout=5) as client:
        client.sendall(b"x")
        with server.accept()[0] as peer:
            print(peer.recv(1))
print(bool(socket.getaddrinfo("localhost", 80)))
left, right = socket.socketpair()
left.sendmsg([b"y"])
print(right.recv(1))
socket.socket(type=socket.SOCK_DGRAM).sendto(b"z", ("127.0.0.1", 9))
"""


def python(source):
    command = [sys.executable, "-c", source]
    return subprocess.run(command, env=kernel.environment(), capture_output=True, text=True)


@pytest.mark.parametrize("call", OUTSIDE.values(), ids=OUTSIDE)
def test_no_call_reaches_beyond_this_machine(call):
    done = python(f"import socket\n{call}")
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("ConnectionRefusedError: a chapter runs without the network")
    assert "192.0.2.1" in last or "2001:db8::1" in last or "example.org" in last


def test_this_machine_can_be_reached():
    done = python(LOOPBACK)
    assert done.stdout.split() == ["b'x'", "True", "b'y'"], done.stderr


def test_a_child_of_the_kernel_is_blocked_too():
    inner = 'import socket; socket.create_connection(("192.0.2.1", 80), timeout=5)'
    done = python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])")
    assert "a chapter runs without the network" in done.stderr


def test_the_surroundings_are_fixed(monkeypatch):
    for name in ("DLNOTES_DEVICE", "OMP_NUM_THREADS", "MPLBACKEND", "PYTHONHASHSEED"):
        monkeypatch.setenv(name, "something else")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    found = kernel.environment(hash_seed=5)
    assert found["DLNOTES_DEVICE"] == "cpu"
    assert found["OMP_NUM_THREADS"] == "1"
    assert kernel.environment(threads=2)["OMP_NUM_THREADS"] == "2"
    assert found["PYTHONHASHSEED"] == "5"
    assert "inline" in found["MPLBACKEND"]
    assert found["PYTHONPATH"].startswith(str(kernel.OFFLINE))
    assert found["PYTHONPATH"].endswith("elsewhere")
