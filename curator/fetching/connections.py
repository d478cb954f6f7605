"""Connections that go to an address checked beforehand and can be cut from another thread.

A Route is one hop's connection: where it leads, and a hold on its socket. requests and urllib3
keep the host's name for the Host header, SNI and the certificate check; only the connecting
itself is replaced.
"""

import contextlib
import socket
import threading
import time
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError


class Route:
    """One hop's way to a server: its addresses, its deadline, its socket."""

    def __init__(self, addresses: tuple[str, ...], port: int, deadline: float) -> None:
        self._addresses = addresses
        self._port = port
        self._deadline = deadline
        self._held: socket.socket | None = None
        self._cut = False
        self._lock = threading.Lock()

    def connect(self, timeout: float) -> socket.socket:
        """Connect to the first address that answers; raises OSError where none does."""
        failure: OSError = OSError("no address")
        for address in self._addresses:
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            try:
                connected = socket.create_connection((address, self._port), min(timeout, left))
            except OSError as error:
                failure = error
                continue
            self._hold(connected)
            return connected
        raise failure

    def _hold(self, connected: socket.socket) -> None:
        """Keep a second handle: wrapping in TLS takes the first one away."""
        with self._lock:
            self._held = connected.dup()
        if self._cut:
            self.cut()

    def cut(self) -> None:
        """End the connection now; whoever waits on it is told at once."""
        with self._lock:
            self._cut = True
            if self._held is not None:
                with contextlib.suppress(OSError):
                    self._held.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let the socket go."""
        with self._lock:
            if self._held is not None:
                self._held.close()
                self._held = None


class RouteAdapter(HTTPAdapter):
    """Sends requests over one Route, whatever the system resolver would say now."""

    def __init__(self, route: Route) -> None:
        self._route = route
        super().__init__()

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any
    ) -> None:
        """Build a pool manager whose connections take the route."""
        super().init_poolmanager(connections, maxsize, block, **pool_kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = _pools(self._route)


def _pools(route: Route) -> dict[str, type[HTTPConnectionPool]]:
    """Return pool classes for both schemes, bound to the route."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, route)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, route)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _connected(connection: HTTPConnection, route: Route) -> socket.socket:
    """Connect over the route, with urllib3's own kinds of failure."""
    timeout = connection.timeout
    seconds = float(timeout) if isinstance(timeout, int | float) else 10.0
    try:
        connected = route.connect(seconds)
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, "connecting took too long") from error
    except OSError as error:
        raise NewConnectionError(connection, str(error)) from error
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connected
