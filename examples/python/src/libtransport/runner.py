"""Runs a plugin as a process."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import ssl
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from libtransport._link import Link, LinkFailed
from libtransport.options import OptionError, Options
from libtransport.plugin import Plugin

TOKEN_VARIABLE = "LIBTRANSPORT_BACKEND_TOKEN"
CA_VARIABLE = "LIBTRANSPORT_BACKEND_CA"

_CONNECT_TIME = 10.0

__all__ = ["LinkFailed", "Security", "connect", "run"]


@dataclass(frozen=True, slots=True)
class Security:
    """How a backend proves that it may connect, and with which certificates (a PEM file) it verifies the transport.

    Without a token none is sent; without ``ca_file`` the link is not encrypted.
    """

    token: str = field(default="", repr=False)
    ca_file: str = ""

    @classmethod
    def take_from_environment(cls) -> Security:
        """What the transport says. Taken out, so that programs the backend starts do not learn the token."""
        return cls(os.environ.pop(TOKEN_VARIABLE, ""), os.environ.get(CA_VARIABLE, ""))


async def connect(plugin: Plugin, host: str, port: int, security: Security = Security()) -> None:
    """Connect a plugin to the transport there, and serve until the transport ends it.

    Raises LinkFailed, with a sentence for the administrator, if there is no connection or the link ends by a failure.
    """
    try:
        context = ssl.create_default_context(cafile=security.ca_file) if security.ca_file else None
    except OSError as e:
        raise LinkFailed(f"the certificates in {security.ca_file} cannot be read: {e}") from None
    try:
        async with asyncio.timeout(_CONNECT_TIME):
            reader, writer = await asyncio.open_connection(host, port, ssl=context)
    except TimeoutError:
        raise LinkFailed(f"cannot connect to {host}:{port}: no answer") from None
    except OSError as e:
        raise LinkFailed(f"cannot connect to {host}:{port}: {e}") from None
    await Link(plugin, reader, writer, security.token).run()


def run(factory: Callable[[Options], Plugin], args: Sequence[str] | None = None) -> NoReturn:
    """The main program of a backend: reads the command line, connects, and ends the process.

    The exit code is 0 when the transport ended the backend, 1 after a failure, which is told in one line on the error
    stream, and 143 after SIGTERM. The factory may raise an OptionError if an option is wrong.
    """
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s", level=logging.INFO)
    security = Security.take_from_environment()
    try:
        options = Options.parse(sys.argv[1:] if args is None else args)
        if not options.host:
            raise OptionError("--host is missing: the address where the transport listens for backends")
        sys.exit(asyncio.run(_serve(factory(options), options, security)))
    except (OptionError, LinkFailed) as e:
        print(e, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


async def _serve(plugin: Plugin, options: Options, security: Security) -> int:
    link = asyncio.ensure_future(connect(plugin, options.host, options.port, security))
    terminated = False

    def terminate() -> None:
        nonlocal terminated
        terminated = True
        link.cancel()
        # The next one ends the process at once.
        loop.remove_signal_handler(signal.SIGTERM)

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, terminate)
    try:
        await link
    except asyncio.CancelledError:
        if not terminated:
            raise
        return 128 + signal.SIGTERM
    return 0
