"""Refuses every connection and name look-up that would leave this machine."""

import ipaddress
import sys

# What was refused, as host names or addresses.
refused: list[str] = []


def _is_here(host: object) -> bool:
    if not host or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a path is a Unix socket
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not _is_here(host):
        refused.append(str(host))
        raise ConnectionRefusedError(f"tests do not leave this machine, and {host} is not on it")


# An audit hook stays for the life of the process: added once, when this module is first imported.
sys.addaudithook(_watch)
