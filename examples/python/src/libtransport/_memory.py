"""What STATS tells of this process. Linux only; elsewhere the figures are 0, which means unknown."""

from __future__ import annotations

import os
from pathlib import Path

from libtransport._wire import pbnetwork_pb2 as wire

_STATM = Path("/proc/self/statm")
_PAGE_KIB = os.sysconf("SC_PAGE_SIZE") // 1024


class MemoryFigures:
    def __init__(self) -> None:
        self._at_start, _ = _read()

    def stats(self) -> wire.Stats:
        resident, shared = _read()
        return wire.Stats(res=resident, init_res=self._at_start, shared=shared, id=str(os.getpid()))


def _read() -> tuple[int, int]:
    """Resident and shared memory in KiB."""
    try:
        fields = _STATM.read_bytes().split()
    except OSError:
        return 0, 0
    return int(fields[1]) * _PAGE_KIB, int(fields[2]) * _PAGE_KIB
