from __future__ import annotations

import re
import unittest

from tests.transport import ROOT


class GuideTest(unittest.TestCase):
    def test_every_line_of_python_in_the_guide_is_a_line_of_the_echo_backend(self) -> None:
        files = (ROOT / "examples/python/src/libtransport_echo").glob("*.py")
        source = {line.strip() for file in files for line in file.read_text().splitlines()}
        guide = (ROOT / "docs/backend-guide.md").read_text()
        lines = [line.strip() for block in re.findall(r"```python\n(.*?)```", guide, re.S) for line in block.splitlines()]
        self.assertGreater(len(lines), 30)
        self.assertEqual([], [line for line in lines if line not in source])
