"""Which hosts may be asked: names resolved once, every address checked.

Owns the rule that nothing inside this machine or a private network is ever reached because a
stranger's article asked for it (reliability.md T13). Opens no connection.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from curator.domain.errors import FetchError, FetchFault

Resolve = Callable[[str, int], list[str]]
"""Turns a host name and a port into addresses as text; raises OSError where there are none."""

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_TEREDO = ipaddress.IPv6Network("2001::/32")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_LOW_32_BITS = 0xFFFFFFFF


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host as the system resolver gives them, doubles removed."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def allowed(address: str, *, loopback: bool = False) -> bool:
    """Tell whether an address stands in the public network.

    `loopback` lets 127.0.0.0/8 and ::1 through as well; only tests ask for that. An IPv4
    address wrapped in IPv6 (mapped, compatible, 6to4, NAT64) is judged by what it wraps.
    """
    if "%" in address:  # an IPv6 zone: only link-local addresses carry one
        return False
    try:
        value: IpAddress = ipaddress.ip_address(address)
    except ValueError:
        return False
    value = _unwrapped(value)
    if value.is_loopback:
        return loopback
    if isinstance(value, ipaddress.IPv6Address) and (value.is_site_local or value in _TEREDO):
        return False
    return value.is_global and not (
        value.is_multicast or value.is_reserved or value.is_link_local or value.is_unspecified
    )


def _unwrapped(value: IpAddress) -> IpAddress:
    """Return the IPv4 address that an IPv6 address carries, else the address itself."""
    if not isinstance(value, ipaddress.IPv6Address):
        return value
    if value.ipv4_mapped is not None:
        return value.ipv4_mapped
    if value.sixtofour is not None:
        return value.sixtofour
    if value in _NAT64 or (value in _COMPATIBLE and int(value) > 1):
        return ipaddress.IPv4Address(int(value) & _LOW_32_BITS)
    return value


@dataclass(slots=True)
class _Answer:
    addresses: list[str] = field(default_factory=list)
    error: Exception | None = None


def public_addresses(
    url: str, host: str, port: int, *, loopback: bool, timeout: float, resolver: Resolve = resolve
) -> tuple[str, ...]:
    """Resolve a host once and return its addresses, all of them checked.

    A host with one forbidden address among good ones is refused whole: which of them a later
    look-up would give is the stranger's choice. `timeout` is in seconds; the system resolver
    itself knows none, so it is asked in a thread that may be left behind.
    Raises FetchError with UNKNOWN_HOST, PRIVATE_ADDRESS or TOO_SLOW.
    """
    answer = _Answer()

    def ask() -> None:
        try:
            answer.addresses = resolver(host, port)
        except (OSError, UnicodeError) as error:
            answer.error = error

    asking = threading.Thread(target=ask, name="resolve", daemon=True)
    asking.start()
    asking.join(max(timeout, 0))
    if asking.is_alive():
        raise FetchError(url, FetchFault.TOO_SLOW, host)
    if answer.error is not None or not answer.addresses:
        raise FetchError(url, FetchFault.UNKNOWN_HOST, host)
    if not all(allowed(address, loopback=loopback) for address in answer.addresses):
        raise FetchError(url, FetchFault.PRIVATE_ADDRESS, host)
    return tuple(answer.addresses)
