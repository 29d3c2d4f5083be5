from __future__ import annotations

import unittest
from pathlib import Path

from libtransport import OptionError, Options


class OptionsTest(unittest.TestCase):
    def test_reads_what_a_transport_gives(self) -> None:
        line = "--host 127.0.0.1 --port 30001 --service.backend_id=2 -n -j x.example --service.x=1 --service.x=2 my.cfg"
        options = Options.parse(line.split())
        self.assertEqual(("127.0.0.1", 30001), (options.host, options.port))
        self.assertEqual("2", options.backend_id)
        self.assertEqual("2", options.text("service.x"))
        self.assertEqual(Path("my.cfg"), options.config_file)

    def test_takes_short_and_joined_forms(self) -> None:
        self.assertEqual(("h", 1), _address(Options.parse(["-h", "h", "-p", "1"])))
        self.assertEqual(("h", 1), _address(Options.parse(["--host=h", "--port=1"])))
        self.assertEqual(("h", 10000), _address(Options.parse(["--host=h"])))

    def test_says_what_is_wrong(self) -> None:
        for args, sentence in (
            (["--port", "x"], "--port needs a whole number from 1 to 65535, not 'x'"),
            (["--host"], "--host needs a value"),
        ):
            with self.assertRaises(OptionError) as refused:
                Options.parse(args)
            self.assertEqual(sentence, str(refused.exception))

    def test_reads_numbers_and_flags(self) -> None:
        options = Options.parse(["--a.n=7", "--a.f=on", "--a.g=maybe"])
        self.assertEqual(7, options.number("a.n", 1, 1, 9))
        self.assertEqual(1, options.number("a.m", 1, 1, 9))
        self.assertTrue(options.flag("a.f", False))
        with self.assertRaisesRegex(OptionError, "a.n"):
            options.number("a.n", 1, 1, 6)
        with self.assertRaisesRegex(OptionError, "maybe"):
            options.flag("a.g", False)


def _address(options: Options) -> tuple[str, int]:
    return options.host, options.port
