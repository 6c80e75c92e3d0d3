"""How works are cited: the styles, the languages' own words, and what may be missing."""

from typing import Any

import pytest
from cli_runner import Cli
from conftest import make_entry

from ncfe_kb import Catalogue, Contributor, Kind, Organisation, Person, Series, Text
from ncfe_kb.errors import UnknownRecord
from ncfe_kb.languages import Language

CENTRE = "Nationalt Center for Forebyggelse af Ekstremisme"
PUBLISHER = Contributor(name=CENTRE, role="publisher", organisation="ncfe")


def by(*names: str, role: str = "author") -> tuple[Contributor, ...]:
    return tuple(Contributor(name=name, role=role) for name in names)


@pytest.fixture
def cite(kb: Catalogue) -> Any:
    """Adds a work and cites it."""
    kb.put(
        *(
            Kind(id=key, label=Text(da=key), plural=Text(da=key), schema_type=schema)
            for key, schema in (("journal_article", "ScholarlyArticle"), ("report", "Report"), ("page", "WebPage"))
        ),
        Kind(id="pod", label=Text(da="pod"), plural=Text(da="pod"), schema_type="PodcastEpisode"),
        Organisation(id="ncfe", name=CENTRE),
        Series(id="tidsskrift", title=Text(da="Tidsskriftet")),
        Person(id="van-der-berg", name="Jan van der Berg", sort_name="van der Berg, Jan"),
    )

    def cited(style: str, reader: Language, /, **fields: Any) -> str:
        kb.put(
            make_entry("v", **{"kind": "report", "date": "2019", "language": "da", "title": Text(da="Exit"), **fields})
        )
        return kb.cite("v", style=style, language=reader)

    return cited


TWO = by("Sune Qvotrup Jensen", "Åse Holm")
ARTICLE = {
    "kind": "journal_article",
    "contributors": TWO,
    "series": "tidsskrift",
    "series_number": "25(1)",
    "extent": Text(da="s. 3–19", en="pp. 3–19"),
    "identifiers": ({"scheme": "doi", "value": "10.1002/berj.3677"},),
}


@pytest.mark.parametrize(
    ("style", "language", "fields", "expected"),
    [
        (
            "apa",
            "da",
            ARTICLE,
            "Jensen, S. Q. og Holm, Å. (2019). Exit. Tidsskriftet, 25(1), 3–19. https://doi.org/10.1002/berj.3677",
        ),
        (
            "apa",
            "en",
            ARTICLE,
            "Jensen, S. Q., & Holm, Å. (2019). Exit [in Danish]. Tidsskriftet, 25(1), 3–19. https://doi.org/10.1002/berj.3677",
        ),
        (
            "harvard",
            "da",
            ARTICLE,
            "Jensen, S.Q. og Holm, Å. (2019) ‘Exit’, Tidsskriftet, 25(1), s. 3–19. Tilgængelig på: https://doi.org/10.1002/berj.3677.",
        ),
        (
            "harvard",
            "en",
            ARTICLE,
            "Jensen, S.Q. and Holm, Å. (2019) ‘Exit’ [in Danish], Tidsskriftet, 25(1), pp. 3–19. Available at: https://doi.org/10.1002/berj.3677.",
        ),
        (
            "chicago",
            "da",
            ARTICLE,
            "Jensen, Sune Qvotrup og Åse Holm. 2019. “Exit.” Tidsskriftet 25(1): 3–19. https://doi.org/10.1002/berj.3677.",
        ),
        (
            "chicago",
            "en",
            ARTICLE,
            "Jensen, Sune Qvotrup, and Åse Holm. 2019. “Exit” [in Danish]. Tidsskriftet 25(1): 3–19. https://doi.org/10.1002/berj.3677.",
        ),
        ("apa", "da", {"contributors": by("Ole Olsen", role="editor")}, "Olsen, O. (red.). (2019). Exit."),
        ("apa", "en", {"contributors": by("Ole Olsen", role="editor")}, "Olsen, O. (Ed.). (2019). Exit [in Danish]."),
        (
            "apa",
            "en",
            {"contributors": by("Ole Olsen", "Bo Bo", role="editor")},
            "Olsen, O., & Bo, B. (Eds.). (2019). Exit [in Danish].",
        ),
        ("harvard", "en", {"contributors": by("Ole Olsen", role="editor")}, "Olsen, O. (ed.) (2019) Exit [in Danish]."),
        ("chicago", "da", {"contributors": by("Ole Olsen", role="editor")}, "Olsen, Ole, red. 2019. Exit."),
        ("apa", "da", {"date": None}, "Exit. (u.å.)."),
        ("apa", "en", {"date": None, "contributors": TWO}, "Jensen, S. Q., & Holm, Å. (n.d.). Exit [in Danish]."),
        ("harvard", "da", {"date": None}, "Exit (u.å.)."),
        ("chicago", "en", {"date": None}, "Exit [in Danish]. n.d."),
        (
            "apa",
            "da",
            {"contributors": (Contributor(name=CENTRE, role="author", organisation="ncfe"), PUBLISHER)},
            f"{CENTRE}. (2019). Exit.",
        ),
        ("apa", "da", {"contributors": (*TWO, PUBLISHER)}, f"Jensen, S. Q. og Holm, Å. (2019). Exit. {CENTRE}."),
        (
            "apa",
            "en",
            {"kind": "page", "date": "2019-11-08", "urls": ("https://x.dk/a",), "language": None},
            "Exit [in Danish]. (2019, November 8). https://x.dk/a",
        ),
        (
            "apa",
            "da",
            {"kind": "page", "date": "2019-11-08", "urls": ("https://x.dk/a",)},
            "Exit. (2019, 8. november). https://x.dk/a",
        ),
        ("chicago", "da", {"kind": "page", "date": "2019-11-08"}, "Exit. 2019. 8. november."),
        ("apa", "da", {"language": "en", "title": Text(en="Out")}, "Out [på engelsk]. (2019)."),
        ("apa", "en", {"title": Text(da="Ud", en="Out")}, "Out [in Danish]. (2019)."),
        ("apa", "en", {"title": Text(da="Ud", en="Out"), "language": "en"}, "Out. (2019)."),
        (
            "apa",
            "da",
            {"kind": "pod", "date": "2019-03-01", "contributors": by("Bo Bo")},
            "Bo, B. (2019, 1. marts). Exit [podcast].",
        ),
        (
            "apa",
            "da",
            {"title": Text(da="Hvad er exit?"), "contributors": TWO[:1]},
            "Jensen, S. Q. (2019). Hvad er exit?",
        ),
        ("apa", "da", {"title": Text(), "supplied_title": Text(da="Notat")}, "[Notat]. (2019)."),
        ("apa", "da", {"date": "2017/2020-02"}, "Exit. (2017–2020)."),
        ("harvard", "da", {"contributors": by("A A", "B B", "C C", "D D")}, "A, A. m.fl. (2019) Exit."),
        ("harvard", "en", {"contributors": by("A A", "B B", "C C", "D D")}, "A, A. et al. (2019) Exit [in Danish]."),
        (
            "apa",
            "da",
            {"contributors": (Contributor(name="Jan van der Berg", role="author", person="van-der-berg"),)},
            "van der Berg, J. (2019). Exit.",
        ),
        ("apa", "da", {"contributors": by("Anne-Marie Bo")}, "Bo, A.-M. (2019). Exit."),
        ("apa", "da", {"contributors": by("Platon")}, "Platon. (2019). Exit."),
    ],
)
def test_a_work_is_cited(cite: Any, style: str, language: Language, fields: dict[str, Any], expected: str) -> None:
    assert cite(style, language, **fields) == expected


def test_a_part_names_its_whole(cite: Any, kb: Catalogue) -> None:
    kb.add(make_entry("bog", kind="report", title=Text(da="Bogen")))
    fields = {
        "relations": ({"type": "part_of", "target": "bog"},),
        "extent": ARTICLE["extent"],
        "contributors": TWO[:1],
    }
    assert cite("apa", "da", **fields) == "Jensen, S. Q. (2019). Exit. I Bogen (s. 3–19)."
    assert cite("harvard", "en", **fields) == "Jensen, S.Q. (2019) ‘Exit’ [in Danish], in Bogen, pp. 3–19."
    assert cite("chicago", "en", **fields) == "Jensen, Sune Qvotrup. 2019. “Exit” [in Danish]. In Bogen, 3–19."


def test_of_very_many_authors_the_first_and_the_last_are_named(cite: Any) -> None:
    text = cite("apa", "da", contributors=by(*(f"N{number} Efternavn{number}" for number in range(25))))
    assert "Efternavn18, N., … Efternavn24, N. (2019)" in text
    assert "Efternavn19," not in text


def test_what_is_not_there_is_said(kb: Catalogue) -> None:
    kb.add(make_entry("v", statuses=()))
    with pytest.raises(UnknownRecord):
        kb.public.cite("v")
    with pytest.raises(UnknownRecord, match="unknown style: “mla”; did you mean apa, harvard, chicago"):
        kb.cite("v", style="mla")


def test_whoever_withdrew_their_name_is_not_cited_to_the_public(kb: Catalogue) -> None:
    consents = ({"scope": "name", "withdrawn": "2020"},)
    kb.add(make_entry("v", contributors=(Contributor(name="Åse Holm", role="author", consents=consents),)))
    assert "Holm" in kb.cite("v")
    assert "Holm" not in kb.public.cite("v")


def test_every_work_of_the_centre_is_cited_in_one_line(starter: Catalogue) -> None:
    for slug in starter:
        for style in ("apa", "harvard", "chicago"):
            text = starter.cite(slug, style=style, language="da")
            assert starter[slug].title_in("da").value in text
            assert ".." not in text.replace("…", "")
            assert "  " not in text


def test_the_command_cites_in_another_language_than_it_speaks(cli: Cli) -> None:
    done = cli("cite", "fa-exit-christensen-2019", "--language", "en", "--style", "harvard")
    assert done.out == (
        "Christensen, T.W. (2019) Veje ud af ekstremisme: understøttet exit, løsrivelse og reintegration [in Danish]. "
        f"{CENTRE}.\n"
    )
    assert cli("cite", "berj-2021", "--json").json["citation"].startswith("Parker, D., Lindekilde, L. og Gøtzsche")
    assert cli("cite", "nej").code == 1
