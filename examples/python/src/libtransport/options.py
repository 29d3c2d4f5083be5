"""The command line of a backend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_WITH_VALUE = frozenset(("--host", "-h", "--port", "-p", "--config", "--jid", "-j"))
_IGNORED = frozenset(("--jid", "-j", "-n", "--no-daemonize", "-d", "--no-debug"))
_FLAGS = {**dict.fromkeys(("1", "true", "yes", "on"), True), **dict.fromkeys(("0", "false", "no", "off"), False)}


class OptionError(ValueError):
    """An option is wrong; the text is a sentence for the administrator."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a backend was started with: where the transport listens, its config file, and ``--section.key=value``.

    A transport hands its own command line on to the backends it starts, so options that mean nothing to a backend are
    taken without complaint. The config file is not read: a plugin can keep its settings in any form.
    """

    host: str = ""
    port: int = 10000
    config_file: Path | None = None
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def parse(cls, args: Sequence[str]) -> Options:
        host, port, config = "", 10000, None
        values: dict[str, list[str]] = {}
        rest = iter(args)
        for arg in rest:
            option, equals, value = arg.partition("=") if arg.startswith("--") else (arg, "", "")
            if option in _WITH_VALUE and not equals:
                try:
                    value = next(rest)
                except StopIteration:
                    raise OptionError(f"{option} needs a value") from None
            if option in ("--host", "-h"):
                host = value
            elif option in ("--port", "-p"):
                port = _number(option, value, 1, 65535)
            elif option == "--config":
                config = Path(value)
            elif option in _IGNORED:
                continue
            elif option.startswith("--"):
                values.setdefault(option[2:], []).append(value)
            elif not option.startswith("-") and config is None:
                config = Path(option)
        return cls(host, port, config, values)

    @property
    def backend_id(self) -> str:
        """The number by which the transport tells its backends apart in log file names; empty if not given."""
        return self.text("service.backend_id")

    def text(self, key: str, otherwise: str = "") -> str:
        """A setting; the last one if given several times."""
        values = self.values.get(key)
        return values[-1] if values else otherwise

    def number(self, key: str, otherwise: int, least: int, most: int) -> int:
        """A setting that is a whole number; an OptionError if it is none or out of the bounds."""
        values = self.values.get(key)
        return _number("--" + key, values[-1], least, most) if values else otherwise

    def flag(self, key: str, otherwise: bool) -> bool:
        """A setting that is on or off."""
        values = self.values.get(key)
        if not values:
            return otherwise
        try:
            return _FLAGS[values[-1].strip().lower()]
        except KeyError:
            raise OptionError(f"--{key} needs yes or no, not '{values[-1]}'") from None


def _number(option: str, text: str, least: int, most: int) -> int:
    if text.strip().isdecimal() and least <= int(text) <= most:
        return int(text)
    raise OptionError(f"{option} needs a whole number from {least} to {most}, not '{text}'")
