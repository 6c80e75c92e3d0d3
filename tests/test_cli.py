"""The commands, one by one, as staff use them."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import STARTER

from ncfe_kb import Catalogue

ADD = ("add", "news", "--title-da", "Kvægdrift og ekstremisme", "--status", "published", "--date", "2026-11-08")


@pytest.mark.sqlite
def test_a_missing_home_is_made_with_the_starter_and_one_line_says_where(cli: Cli) -> None:
    done = cli("search", "højreekstremisme")
    assert done.code == 0
    assert "Højreekstremisme: Miljøer i Danmark" in done.out
    assert done.err.splitlines() == [f"Oprettede et katalog i {cli.home}: 134 poster."]
    assert cli("search", "højreekstremisme").err == ""


@pytest.mark.sqlite
def test_the_home_and_its_files_are_the_owners_alone(cli: Cli) -> None:
    cli("init", "--empty")
    assert stat.S_IMODE(cli.home.stat().st_mode) == 0o700
    assert (cli.home / "catalogue.db").is_file()


def test_init_makes_an_empty_catalogue_once(cli: Cli) -> None:
    assert cli("init", "--empty").code == 0
    assert cli("list", "--json").json == {"total": 0, "entries": []}
    again = cli("init")
    assert (again.code, again.out) == (1, "")
    assert again.err == f"Fejl: {cli.home} kan ikke skrives: der er allerede et katalog\n"


def test_an_added_work_is_found_shown_and_gone_after_remove(cli: Cli) -> None:
    slug = cli(
        *ADD, "--person", "Åse Ærenlund", "--topic", "højreekstremisme", "--url", "https://example.dk/x"
    ).out.strip()
    assert slug == "kvaegdrift-og-ekstremisme"
    for words in ("kvægdriftens", "Åse Ærenlund", "ærenlund"):
        assert slug in [hit["slug"] for hit in cli("search", words, "--json").json["hits"]]
    shown = cli("show", slug, "--json").json
    assert shown["contributors"][0]["name"] == "Åse Ærenlund"
    assert shown["topics"] == ["hoejreekstremisme"]
    assert shown["statuses"][0]["date"] == "2026-11-08"
    removed = cli("remove", slug)
    assert removed.err == f"Fjernede “Kvægdrift og ekstremisme” ({slug}).\n"
    assert cli("show", slug).code == 1


def test_show_json_has_every_field_under_its_model_name(cli: Cli) -> None:
    cli("load", str(STARTER))
    shown = cli("show", "udsyn", "--json").json
    with Catalogue.open(cli.home) as kb:
        assert set(shown) == set(type(kb["udsyn"]).model_fields)
    part = {"type": "has_part", "target": "pod-politisk-ekstremisme-2019", "certainty": "probable"}
    assert part in shown["relations"]


def test_show_tells_all_that_is_known(cli: Cli) -> None:
    text = cli("show", "rapport-salafisme-2022").out
    for part in (
        "ISBN: 978-87-93445-58-1",
        "Omfang: 250 s.",
        "Udgiver: Styrelsen for International Rekruttering og Integration",
        "Emner: ekstrem islamisme, jihadi-salafisme, negativ social kontrol, salafisme",
        "efterfølger: Contextualising Salafism",
        "beslægtet med (sandsynlig):",
    ):
        assert part in text
    assert "(in Danish only)" in cli("show", "rapport-salafisme-2022", lang="en").out


def test_an_episode_shows_its_sound(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    file = tmp_path / "entries" / "afsnit-7.toml"
    file.parent.mkdir()
    file.write_text(
        'slug = "afsnit-7"\nkind = "podcast_episode"\n[title]\nda = "Afsnit 7"\n'
        '[episode]\nnumber = 7\nduration = 1830\nguid = "tag:7"\ntranscript = "https://x.dk/7.txt"\n'
        '[episode.enclosure]\nurl = "https://x.dk/7.mp3"\nlength = 29274112\ntype = "audio/mpeg"\n'
    )
    assert cli("load", str(file)).code == 0
    text = cli("show", "afsnit-7").out
    assert "Afsnit: 7\nVarighed: 30:30\nLyd: https://x.dk/7.mp3, audio/mpeg, 29.274.112 byte" in text
    assert "29,274,112 bytes" in cli("show", "afsnit-7", lang="en").out


def test_list_shows_works_in_short_newest_first(cli: Cli) -> None:
    lines = cli("list", "--kind", "emnenotat").out.splitlines()
    assert lines[:2] == [
        "2019  Psykiske sygdomme og ekstremisme: Hvad siger forskningen?",
        "      emnenotat · en-psykiske-sygdomme-2019",
    ]
    assert lines[-1] == "1 værk"
    years = [entry["year"] for entry in cli("list", "--json").json["entries"]]
    known = [year for year in years if year]
    assert known == sorted(known, reverse=True)
    assert len(years) == 134


def test_topics_are_a_tree_in_the_readers_alphabet_with_counts(cli: Cli) -> None:
    lines = cli("topics").out.splitlines()
    assert any(line.startswith("    højreekstremisme  ") for line in lines)
    roots = [line for line in lines if not line.startswith(" ")]
    assert roots.index(next(line for line in roots if line.startswith("børn"))) > roots.index(
        next(line for line in roots if line.startswith("bekymringshenvendelse"))
    )


@pytest.mark.parametrize("label", ["højreekstremisme", "right-wing extremism", "far right", "hoejreekstremisme"])
def test_a_topic_is_found_by_any_label(cli: Cli, label: str) -> None:
    (topic,) = cli("topics", label, "--json").json["topics"]
    assert (topic["id"], topic["label"]) == ("hoejreekstremisme", "højreekstremisme")
    assert "nynazisme" in topic["narrower"]
    assert topic["count"] > 0


def test_a_label_of_several_topics_shows_them_all(cli: Cli) -> None:
    ids = {topic["id"] for topic in cli("topics", "online hate", "--json").json["topics"]}
    assert ids == {"ekstremisme-online", "hadefuld-tale"}
    assert "Anonyme" not in cli("topics", "online hate").out


def test_one_topic_shows_its_labels_and_neighbours(cli: Cli) -> None:
    text = cli("topics", "far right", lang="en").out
    for part in (
        "right-wing extremism hoejreekstremisme · ",
        "Danish: højreekstremisme",
        "Broader: political extremism",
    ):
        assert part in text


def test_kinds_are_listed_with_their_ids(cli: Cli) -> None:
    assert "emnenotat" in cli("kinds").out
    assert len(cli("kinds", "--json").json["kinds"]) == 33


def test_search_filters_by_labels_of_either_language(cli: Cli) -> None:
    danish = cli("search", "ekstremisme", "--kind", "forskningsartikel", "--json").json
    english = cli("search", "ekstremisme", "--kind", "research article", "--json").json
    assert danish["total"] == english["total"] > 0
    assert {hit["kind"]["id"] for hit in danish["hits"]} == {"research_article"}


def test_the_public_view_is_asked_for_with_an_option(cli: Cli) -> None:
    assert cli("search", "Ravndal", "--json").json["total"] == 3
    assert cli("search", "Ravndal", "--public", "--json").json["total"] == 0
    everything, public = cli("list", "--json").json, cli("list", "--public", "--json").json
    assert public["total"] < everything["total"]
    assert {entry["status"] for entry in public["entries"]} == {"published"}


def test_paging_shows_each_work_once(cli: Cli) -> None:
    pages = [cli("search", "ekstremisme", "--limit", "7", "--page", str(page), "--json").json for page in (1, 2, 3)]
    slugs = [hit["slug"] for page in pages for hit in page["hits"]]
    assert len(slugs) == len(set(slugs)) == 21


@pytest.mark.sqlite
def test_dump_and_load_are_inverses_to_the_byte(cli: Cli, tmp_path: Path) -> None:
    one, two, other = tmp_path / "one", tmp_path / "two", tmp_path / "other"
    assert cli("dump", str(one)).err.splitlines()[-1] == "403 poster skrevet."
    cli("init", "--empty", home=other)
    assert cli("load", str(one), home=other).err == "403 poster læst, 403 nye eller ændrede.\n"
    cli("dump", str(two), home=other)
    names = sorted(path.relative_to(one) for path in one.rglob("*.toml"))
    assert len(names) > 134
    for name in names:
        assert (one / name).read_bytes() == (two / name).read_bytes() == (STARTER / name).read_bytes()


def test_load_without_a_path_takes_the_starter(cli: Cli) -> None:
    cli("init", "--empty")
    assert cli("load", lang="en").err == "403 records read, 403 new or changed.\n"


def test_json_lines_go_out_and_come_back(cli: Cli, tmp_path: Path) -> None:
    file, other = tmp_path / "all.jsonl", tmp_path / "other"
    cli("dump", str(file))
    assert len(file.read_text().splitlines()) == 403
    cli("init", "--empty", home=other)
    assert cli("load", str(file), home=other).code == 0
    assert cli("list", "--json", home=other).json["total"] == 134


def test_index_status_and_rebuild(cli: Cli) -> None:
    cli("init")
    status = cli("index", "status", "--json").json
    assert (status["entries"], status["is_current"]) == (134, False)
    assert cli("index", "rebuild").err == "134 poster indekseret.\n"
    assert cli("index", "status").out == "Indekset har alle ændringer med (134 poster).\n"


def test_remove_refuses_a_work_that_others_refer_to(cli: Cli) -> None:
    done = cli("remove", "udsyn", lang="en")
    assert done.code == 1
    assert "pod-politisk-ekstremisme-2019" in done.err
    assert cli("show", "udsyn").code == 0
    assert cli("remove", "udsyn", "--drop-relations").code == 0
    assert cli("show", "pod-politisk-ekstremisme-2019", "--json").json["relations"] == []


def test_a_new_series_is_made_and_said(cli: Cli) -> None:
    done = cli(*ADD, "--series", "Emnenotater om ekstremisme", lang="en")
    assert done.err.splitlines()[-1] == "Made the series “emnenotater-om-ekstremisme”."
    assert cli("show", done.out.strip(), "--json").json["series"] == "emnenotater-om-ekstremisme"


def test_output_is_piped_plain_and_json_is_one_object(home: Path) -> None:
    command = [sys.executable, "-m", "ncfe_kb", "--home", str(home), "--lang", "da", "search", "exit"]
    plain = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "\x1b" not in plain.stdout
    assert max(map(len, plain.stdout.splitlines())) <= 80
    assert json.loads(subprocess.run([*command, "--json"], capture_output=True, check=True).stdout)["language"] == "da"


def test_a_reader_that_stops_reading_is_no_error(home: Path) -> None:
    script = f'"{sys.executable}" -m ncfe_kb --home "{home}" list | head -1'
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"NCFE_KB_LANG": "da", "LC_ALL": "en_GB.UTF-8"}, "værker"),
        ({"NCFE_KB_LANG": "en", "LC_ALL": "da_DK.UTF-8"}, "works"),
        ({"LC_ALL": "da_DK.UTF-8", "LANG": "en_GB.UTF-8"}, "værker"),
        ({"LC_MESSAGES": "da", "LANG": "en_GB.UTF-8"}, "værker"),
        ({"LANG": "da_DK.UTF-8"}, "værker"),
        ({"LANG": "de_DE.UTF-8"}, "works"),
        ({}, "works"),
    ],
)
def test_the_language_is_that_of_the_first_variable_that_is_set(
    home: Path, settings: dict[str, str], expected: str
) -> None:
    names = ("NCFE_KB_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, "-m", "ncfe_kb", "--home", str(home), "search", "ekstremisme"]
    done = subprocess.run(command, env={**environment, **settings}, capture_output=True, text=True, check=True)
    assert expected in done.stdout.splitlines()[0]
