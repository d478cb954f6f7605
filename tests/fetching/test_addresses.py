"""Which addresses may be reached: the public network and nothing else."""

import threading

import pytest

from curator.domain.errors import FetchError, FetchFault
from curator.fetching.addresses import allowed, public_addresses, resolve

PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "203.0.114.9",
    "2606:4700:4700::1111",
    "64:ff9b::808:808",
    "::ffff:8.8.8.8",
]
PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd12::1",
    "ff02::1",
    "2001:db8::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "::ffff:127.0.0.1",
    "::ffff:192.168.0.1",
    "::7f00:1",
    "::10.0.0.1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "not an address",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_allowed(address: str) -> None:
    assert allowed(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_inside_are_refused(address: str) -> None:
    assert not allowed(address)


def test_loopback_is_allowed_only_on_request() -> None:
    assert allowed("127.0.0.1", loopback=True)
    assert allowed("::1", loopback=True)
    assert allowed("::ffff:127.0.0.1", loopback=True)
    assert not allowed("10.0.0.1", loopback=True)


@pytest.mark.parametrize(
    "spelling", ["127.1", "2130706433", "0x7f000001", "017700000001", "localhost"]
)
def test_other_spellings_of_this_machine_are_seen_through(spelling: str) -> None:
    with pytest.raises(FetchError) as caught:
        public_addresses("http://x/", spelling, 80, loopback=False, timeout=5)
    assert caught.value.fault is FetchFault.PRIVATE_ADDRESS


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    with pytest.raises(FetchError) as caught:
        public_addresses(
            "http://two.example/",
            "two.example",
            80,
            loopback=False,
            timeout=5,
            resolver=lambda _host, _port: ["8.8.8.8", "10.0.0.1"],
        )
    assert caught.value.fault is FetchFault.PRIVATE_ADDRESS


def test_unknown_host_is_named() -> None:
    def nowhere(_host: str, _port: int) -> list[str]:
        raise OSError

    with pytest.raises(FetchError) as caught:
        public_addresses("u", "gone.example", 80, loopback=False, timeout=5, resolver=nowhere)
    assert caught.value.fault is FetchFault.UNKNOWN_HOST
    assert caught.value.detail == "gone.example"


def test_hanging_resolver_is_left_behind() -> None:
    release = threading.Event()

    def hang(_host: str, _port: int) -> list[str]:
        release.wait(30)
        return ["8.8.8.8"]

    with pytest.raises(FetchError) as caught:
        public_addresses("u", "slow.example", 80, loopback=False, timeout=0.1, resolver=hang)
    release.set()
    assert caught.value.fault is FetchFault.TOO_SLOW


def test_resolver_gives_addresses_without_doubles() -> None:
    assert resolve("127.0.0.1", 80) == ["127.0.0.1"]
