"""Refuses every connection and name lookup beyond this machine.

A chapter must run without the network: its data come with the package. Python imports this file at
start-up wherever its folder is on PYTHONPATH, as `tools.kernel` arranges. An audit hook sees the
calls of every library that goes through Python's sockets; loopback, which kernels need, stays open.
"""

import ipaddress
import sys


def _is_local(host):
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str) or host in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse_outside(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if not _is_local(host):
        raise ConnectionRefusedError(
            f"a chapter runs without the network, but this one asked for {host!r}: "
            "ship the data with the package (dlnotes.data) instead"
        )


sys.addaudithook(_refuse_outside)
