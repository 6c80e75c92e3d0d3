"""Programs that read what is handed out to be read again and again; a test is left out where its program is missing."""

import io
import json
import shutil
import subprocess
import warnings
from typing import Any

import pytest
from conftest import ROOT

_NODE = ROOT / "tests" / "node"
_RSS_PARSER = """
const Parser = require("rss-parser");
const item = [["dc:language", "spoken"], ["podcast:transcript", "transcript"], ["podcast:person", "person"]];
const parser = new Parser({customFields: {feed: [["podcast:guid", "podcastGuid"]], item}});
parser.parseString(require("fs").readFileSync(0, "utf8")).then((feed) => console.log(JSON.stringify(feed)));
"""


def program(name: str) -> Any:
    """Return another program's package; its warnings are no matter of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(name, reason=f"{name} is not installed; the extra test brings it")


def by_feedparser(data: bytes) -> Any:
    """Return a feed as feedparser reads it, without a fault."""
    found = program("feedparser").parse(data)
    assert not found.bozo, found.bozo_exception
    return found


def by_podcastparser(data: bytes, address: str) -> Any:
    """Return a feed as gPodder reads it."""
    return program("podcastparser").parse(address, io.BytesIO(data))


def by_rss_parser(data: bytes) -> Any:
    """Return a feed as npm's rss-parser reads it."""
    if not (_NODE / "node_modules" / "rss-parser").is_dir() or not shutil.which("node"):
        pytest.skip("rss-parser is not installed; run: npm ci --prefix tests/node")
    command = ["node", "-e", _RSS_PARSER]
    done = subprocess.run(command, input=data, cwd=_NODE, capture_output=True, check=True)
    return json.loads(done.stdout)
