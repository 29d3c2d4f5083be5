"""What must be known of a stanza that is passed on as text: whose it is, and that it is one whole element."""

from __future__ import annotations

from typing import NoReturn
from xml.parsers import expat


class _Begun(Exception):
    """Enough was read."""


def sender(xml: str) -> str | None:
    """The user whose stanza this is, by the bare JID in ``from``; None if that cannot be told. Reads one tag only."""
    first: dict[str, str] = {}

    def begin(name: str, attributes: dict[str, str]) -> None:
        first.update(attributes)
        raise _Begun

    parser = _parser()
    parser.StartElementHandler = begin
    try:
        parser.Parse(xml, True)
    except _Begun:
        return _bare(first.get("from"))
    except (expat.ExpatError, ValueError):
        pass
    return None


def recipient(xml: str) -> str | None:
    """The bare JID in ``to``.

    Reads all of the stanza; a ValueError says that a parser that reads one after the other would not come through it.
    """
    if not xml.startswith("<") or xml.startswith("<?xml"):
        raise ValueError("not a stanza: does not begin with an element")
    roots: list[dict[str, str]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if not roots:
            roots.append(attributes)

    parser = _parser()
    parser.StartElementHandler = begin
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as e:
        raise ValueError(f"not a stanza: {e}") from None
    return _bare(roots[0].get("to"))


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.ProcessingInstructionHandler = _refuse
    parser.CommentHandler = _refuse
    return parser


def _refuse(*what: object) -> NoReturn:
    raise ValueError("not a stanza: holds what a stream must not (RFC 6120, section 11.1)")


def _bare(jid: str | None) -> str | None:
    return None if jid is None else jid.partition("/")[0]
