"""Nothing ever asks the network."""

import os
import subprocess
import sys
from pathlib import Path

from hostile import commands

SESSION = [
    "init",
    "search højreekstremisme --explain --group",
    "search radikalisrering --json",
    "list --public --year 2018-2020",
    "show udsyn",
    "topics",
    "topics exit --json",
    "kinds",
    "courses --upcoming",
    "courses --season 2019-2020 --format html",
    "course add --theme-da Nyt --id nyt",
    "course set nyt --provider VIA",
    "course show nyt --json",
    "session add nyt --date 2027-05-02 --seats 20",
    "session set nyt 2027-05-02 --taken 18",
    "session remove nyt 2027-05-02",
    "course remove nyt",
    "series",
    "series udsyn --json",
    "report 2019",
    "complete ex",
    "similar udsyn",
    "suggest udsyn",
    "duplicates",
    "distinguish udsyn hotline",
    "add news --title-da Nyt --url https://example.dk/nyt --doi 10.1002/berj.3677 --isbn 978-87-93445-58-1",
    "status nyt completed",
    "publish nyt --at 2199",
    "rename nyt nyere",
    "edit nyere --set title.en=New --add-topic exit",
    "edit --where kind:news --clear notes --yes",
    "status nyere cancelled",
    "withdraw udsyn --reason fejl",
    "cite berj-2021",
    "announce berj-2021 --base-url https://example.org",
    "export -o {place}/works.json",
    "import {place}/works.json",
    "translations --missing en --type topic",
    "translations export --to en {place}/en.po",
    "translations import {place}/en.po",
    "history",
    "undo 8 --yes",
    "merge udsyn hotline --dry-run",
    "merge udsyn hotline --yes",
    "undo 14 --yes",
    "remove doku-lokal-forebyggelse --drop-relations",
    "dump {place}/dump",
    "load {place}/dump",
    "thesaurus -o {place}/topics.ttl",
    "thesaurus exit --format jsonld",
    "load {place}/topics.ttl",
    "backup {place}/backup.db",
    "--home {place}/other restore {place}/backup.db",
    "move {place}/moved",
    "person forget ingen --yes",
    "index status",
    "index rebuild",
    "doctor --fix",
    "report 2019",
    "report 2019 --format html",
    "completion bash",
    "no-such-command",
]
RUN = """
import sys
asked = []
sys.addaudithook(lambda event, arguments: asked.append(event) if event.startswith("socket.") else None)
from ncfe_kb.cli import main
for line in sys.argv[1:]:
    try:
        main(line.split())
    except SystemExit:
        pass
assert not asked, asked
import socket
socket.socket().close()
assert asked  # or nothing was heard at all
print("heard nothing")
"""


def test_no_command_asks_the_network(tmp_path: Path) -> None:
    lines = [line.format(place=tmp_path) for line in SESSION]
    named = {" ".join(path) for path, _ in commands()} - {"serve"}  # which listens, as it is there to do
    assert {name for name in named if any(f" {name} " in f" {line} " for line in lines)} == named
    done = subprocess.run(
        [sys.executable, "-c", RUN, *lines],
        env={**os.environ, "NCFE_KB_HOME": str(tmp_path / "home"), "NCFE_KB_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.endswith("heard nothing\n"), done.stderr
    assert "unexpected fault" not in done.stderr
