"""A small catalogue behind the API, half of it hidden, and somebody who reads it."""

from typing import Any

from conftest import make_entry
from starlette.testclient import TestClient

from ncfe_kb import (
    Audience,
    Catalogue,
    Contributor,
    Course,
    Person,
    Relation,
    Series,
    Session,
    Text,
)
from ncfe_kb.models import Season
from ncfe_kb.web import create_app

BASE = "https://example.org"
AASE = Contributor(name="Åse Holm", role="author", person="holm-aase")
BO = Contributor(name="Bo Bæk", role="author", person="baek-bo")
PUBLIC = (
    make_entry(
        "rapport",
        title=Text(da="Nynazisme på nettet"),
        topics=("nynazisme",),
        contributors=(AASE,),
        series="udsyn",
        former_slugs=("gammel",),
        language="da",
        date="2019-11",
    ),
    make_entry(
        "summary",
        title=Text(en="Neo-Nazism online"),
        abstract=Text(en="A summary."),
        topics=("nynazisme",),
        relations=(Relation(type="summary_of", target="rapport"),),
    ),
    make_entry("katalog", title=Text(da="Kursuskatalog")),
)
HIDDEN = (
    make_entry("kladde", title=Text(da="Nynazister i skjul"), statuses=({"status": "planned"},), topics=("nynazisme",)),
    make_entry("intern", title=Text(da="Nynazisme internt"), public=False, series="skjult"),
    make_entry("fremtid", statuses=({"status": "scheduled", "date": "2199"},), contributors=(BO,)),
    make_entry("om-rapport", statuses=(), relations=(Relation(type="about", target="rapport"),)),
)  # fmt: skip
AROUND = (
    Series(id="udsyn", title=Text(da="Udsyn")),
    Series(id="skjult", title=Text(da="Skjult serie")),
    Person(id="baek-bo", name="Bo Bæk", note=Text(da="Ring ikke.")),
    Audience(id="laerere", label=Text(da="lærere")),
)
COURSES = (
    Season(catalogue="katalog", label=Text(da="efterår 2019")),
    Course(
        id="k-samtaler",
        theme=Text(da="Svære samtaler"),
        catalogues=("katalog",),
        audience=("laerere",),
        note=Text(da="Kun for ansatte."),
        sessions=(Session(date="2019-11-08", place="Aarhus", seats=20, taken=18),),
    ),
)
ADDRESSES = (
    "/search?lang={lang}",
    "/search?lang={lang}&q=nynazister&group=true",
    "/search?lang={lang}&q=hemmelig&sort=title&fields=title",
    "/works?lang={lang}&limit=2",
    "/works?lang={lang}&topic=nynazisme",
    "/works?lang={lang}&series=skjult",
    "/works?lang={lang}&person=baek-bo",
    "/works/rapport?lang={lang}",
    "/works/kladde?lang={lang}",
    "/works/kladd?lang={lang}",
    "/works/om-rapport/similar?lang={lang}",
    "/works/rapport/similar?lang={lang}",
    "/complete?lang={lang}&q=ny",
    "/complete?lang={lang}&q=bo",
    "/topics?lang={lang}",
    "/topic-tree?lang={lang}",
    "/topics/nynazisme?lang={lang}",
    "/kinds?lang={lang}",
    "/people?lang={lang}",
    "/people/baek-bo?lang={lang}",
    "/series?lang={lang}",
    "/series/udsyn?lang={lang}",
    "/series/skjult?lang={lang}",
    "/series/intern?lang={lang}",
    "/courses?lang={lang}&audience=laerere",
    "/courses/k-samtaler?lang={lang}",
)


class Api(TestClient):
    """Somebody who reads the API of a catalogue."""

    def __init__(self, kb: Catalogue, base_url: str = BASE) -> None:
        super().__init__(create_app(kb, base_url=base_url), base_url=BASE, follow_redirects=False)

    def read(self, path: str, **asked: Any) -> Any:
        """Return what is answered, as data."""
        answer = self.get(f"/api/v1{path}", params=asked or None)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json"
        return answer.json()

    def problem(self, path: str, **headers: str) -> tuple[int, str]:
        """Return the status and words of a refusal."""
        answer = self.get(path, headers=headers)
        said = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert (said["status"], answer.headers["access-control-allow-origin"]) == (answer.status_code, "*")
        return said["status"], said["detail"]


def fill(kb: Catalogue) -> Catalogue:
    """Return the catalogue with what everyone may see, and what not."""
    kb.put(*AROUND, *PUBLIC)
    kb.put(*HIDDEN, *COURSES)
    return kb
