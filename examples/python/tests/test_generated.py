from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[1]


class GeneratedTest(unittest.TestCase):
    def test_the_classes_are_those_of_the_shared_protocol_file(self) -> None:
        if shutil.which("protoc") is None and not os.environ.get("STRICT"):
            self.skipTest("protoc is not installed (Debian: apt-get install protobuf-compiler)")
        with tempfile.TemporaryDirectory() as fresh:
            subprocess.run([EXAMPLE / "generate", fresh], check=True)
            for file in Path(fresh).iterdir():
                checked_in = EXAMPLE / "src/libtransport/_wire" / file.name
                self.assertEqual(file.read_text(), checked_in.read_text(), "run ./generate")
