"""Topics for other programs, in SKOS: at addresses of their own, or by what is accepted where a topic is named."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ncfe_kb.errors import UnknownRecord
from ncfe_kb.formats.skos import FORMS, Form
from ncfe_kb.web.forms import VARY, Turns, accepted, ending, headers_of
from ncfe_kb.web.freshness import is_fresh
from ncfe_kb.web.readers import language_of
from ncfe_kb.web.site import Site

_BY_TYPE = {form.media_type: form for form in FORMS.values()}
_BY_SUFFIX = {form.endings[0].removeprefix("."): form for form in FORMS.values()}


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes of the topics, one by one and as a whole, which tells of groups and scheme too."""

    def topic(request: Request) -> Response:
        id, point, suffix = request.path_params["name"].partition(".")
        if id not in site.view.vocabulary.topics:
            raise UnknownRecord("topic", id)
        form = ending(suffix, _BY_SUFFIX) if point else accepted(request, _BY_TYPE)
        return _answer(site, request, form, id)

    def topics(request: Request) -> Response:
        names = request.path_params
        form = ending(names["suffix"], _BY_SUFFIX) if names else accepted(request, _BY_TYPE)
        return _answer(site, request, form, None)

    def around(request: Request) -> Response:
        if request.path_params["id"] not in site.view.around_topics():
            raise UnknownRecord("topic", request.path_params["id"])
        return RedirectResponse(site.addresses.of("/topics"), 303)

    turns = Turns()
    return [
        Route("/topics/{name}", turns.answering(topic)),
        *(Route(path, turns.answering(topics)) for path in ("/topics", "/topics.{suffix}")),
        *(Route(path, around) for path in ("/topic-groups/{id}", "/topic-schemes/{id}")),
    ]


def _answer(site: Site, request: Request, form: Form | None, id: str | None) -> Response:
    """Return a topic, all of them for None, in a form; where that is none lead on to the page."""
    path = f"/topics/{id}" if id else "/topics"
    if form is None:
        return RedirectResponse(site.addresses.of(path, language_of(request)), 303, VARY)
    suffix = form.endings[0]
    headers = headers_of(site, site.addresses.of(f"{path}{suffix}"), f"{id or 'topics'}{suffix}")
    if is_fresh(request, headers):
        return Response(status_code=304, headers=headers)
    data = site.view.thesaurus(form.name, topic=id, base=site.addresses.base)
    return Response(data, headers=headers, media_type=form.media_type)
