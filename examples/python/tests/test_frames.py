from __future__ import annotations

import re
import unittest
from pathlib import Path

from libtransport._frames import LIMIT, FrameDecoder, FrameTooLong, encode
from libtransport._wire import pbnetwork_pb2 as wire
from tests.transport import ROOT

Frame = wire.WrapperMessage
GOLDEN = ROOT / "transport-protocol/src/test/resources/wire"


def golden(file: Path) -> bytes:
    return bytes.fromhex(re.sub(r"#.*", "", file.read_text()))


class FramesTest(unittest.TestCase):
    def test_reads_and_writes_every_golden_frame(self) -> None:
        files = sorted(GOLDEN.glob("*.hex"))
        self.assertGreater(len(files), 30)
        for file in files:
            with self.subTest(file.name):
                data = golden(file)
                (frame,) = FrameDecoder().feed(data)
                self.assertEqual("TYPE_" + file.stem.upper(), Frame.Type.Name(frame.type))
                self.assertEqual(data, len(frame.SerializeToString()).to_bytes(4, "big") + frame.SerializeToString())

    def test_reads_frames_in_any_pieces(self) -> None:
        data = b"".join(golden(file) for file in sorted(GOLDEN.glob("*.hex")))
        whole = [frame.type for frame in FrameDecoder().feed(data)]
        for size in (1, 3, 7, 100):
            decoder = FrameDecoder()
            pieces = [data[i : i + size] for i in range(0, len(data), size)]
            self.assertEqual(whole, [frame.type for piece in pieces for frame in decoder.feed(piece)])

    def test_skips_what_cannot_be_read_and_goes_on(self) -> None:
        unknown_type = b"\x00\x00\x00\x03\x08\xf4\x03"
        rubbish = b"\x00\x00\x00\x02\xff\xff"
        empty = b"\x00\x00\x00\x00"
        frames = list(FrameDecoder().feed(unknown_type + rubbish + empty + encode(Frame.TYPE_PING)))
        self.assertEqual([Frame.TYPE_PING], [frame.type for frame in frames])

    def test_refuses_a_frame_over_the_limit_before_it_came(self) -> None:
        with self.assertRaises(FrameTooLong):
            list(FrameDecoder().feed((LIMIT + 1).to_bytes(4, "big")))

    def test_refuses_to_write_a_frame_over_the_limit(self) -> None:
        with self.assertRaises(ValueError):
            encode(Frame.TYPE_VCARD, wire.VCard(userName="u", buddyName="b", id=1, photo=bytes(LIMIT)))
