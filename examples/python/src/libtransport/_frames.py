"""Cuts the bytes of a link into frames, and makes frames of messages."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TypeVar

from google.protobuf.message import DecodeError, Message

from libtransport._wire import pbnetwork_pb2 as wire

LIMIT = 16 * 1024 * 1024
"""The longest content of a frame in bytes, both ways."""

_LENGTH = struct.Struct(">I")

M = TypeVar("M", bound=Message)


class FrameTooLong(Exception):
    """A frame is over the limit; nothing after it can be read."""

    def __init__(self, length: int) -> None:
        super().__init__(f"a frame of {length} bytes, where {LIMIT} are allowed")


class Unreadable(Exception):
    """The bytes are no such message, or a required field is missing."""


class FrameDecoder:
    """Takes bytes in any pieces. What cannot be read, or has an unknown type, is skipped."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[wire.WrapperMessage]:
        buffer = self._buffer
        buffer += data
        start = 0
        try:
            while len(buffer) - start >= _LENGTH.size:
                (length,) = _LENGTH.unpack_from(buffer, start)
                if length > LIMIT:
                    raise FrameTooLong(length)
                end = start + _LENGTH.size + length
                if len(buffer) < end:
                    break
                content = bytes(buffer[start + _LENGTH.size : end])
                start = end
                try:
                    frame = parse(wire.WrapperMessage(), content)
                except Unreadable:
                    continue
                yield frame
        finally:
            del buffer[:start]


def parse(message: M, content: bytes) -> M:
    """Fill the message."""
    try:
        message.ParseFromString(content)
    except DecodeError:
        raise Unreadable from None
    if not message.IsInitialized():
        raise Unreadable
    return message


def encode(kind: wire.WrapperMessage.Type, payload: Message | bytes | None = None) -> bytes:
    """One frame with its header; a ValueError if it is over the limit."""
    frame = wire.WrapperMessage(type=kind)
    if payload is not None:
        frame.payload = payload if isinstance(payload, bytes) else payload.SerializeToString()
    content: bytes = frame.SerializeToString()
    if len(content) > LIMIT:
        raise ValueError(f"a report of {len(content)} bytes, where {LIMIT} are allowed")
    return _LENGTH.pack(len(content)) + content
