"""Two parsers of mail that are not Python's: what they read in a letter. `.ci/run` installs them with the validator."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

from helpers.paths import ROOT

PARSERS: Final = ("mailparser", "postal-mime")
_TOOLS: Final = ROOT / ".ci" / "tools" / "node_modules"
_SCRIPT: Final = """
const {simpleParser} = require('mailparser'), PostalMime = require('postal-mime');
let data = [];
process.stdin.on('data', chunk => data.push(chunk)).on('end', async () => {
  data = Buffer.concat(data);
  const one = await simpleParser(data), two = await (PostalMime.default || PostalMime).parse(data);
  const to = list => (list || []).map(each => [each.name, each.address]);
  console.log(JSON.stringify({
    mailparser: {to: to((one.to || {}).value), subject: one.subject, names: one.attachments.map(each => each.filename)},
    'postal-mime': {to: to(two.to), subject: two.subject, names: two.attachments.map(each => each.filename)},
  }));
});
"""


def modules() -> Path | None:
    """Where both lie: the folder that MAIL_PARSERS names, else where .ci/run installs them."""
    folder = Path(os.environ.get("MAIL_PARSERS") or _TOOLS)
    return folder if shutil.which("node") and all((folder / each).is_dir() for each in PARSERS) else None


def read(letter: bytes) -> dict[str, Any]:
    """What each of them reads: `to` as names and addresses, `subject`, and the `names` of what is attached."""
    folder = modules()
    assert folder is not None
    environment = {**os.environ, "NODE_PATH": str(folder)}
    run = subprocess.run(
        ["node", "-e", _SCRIPT], input=letter, capture_output=True, env=environment, timeout=60, check=True
    )
    told: dict[str, Any] = json.loads(run.stdout)
    return told
