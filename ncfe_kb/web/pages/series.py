"""Series: all of them, and each with its works or episodes in order."""

from ncfe_kb.messages import N_
from ncfe_kb.text import Localised
from ncfe_kb.web.pages.visit import Moved, Page, Visit


def index(visit: Visit) -> Page:
    """Return all series."""
    found = visit.site.view.all_series(language=visit.language)
    return Page("all_series.html", "/series", visit.say(N_("Series and podcasts")), {"all_series": found})


def page(visit: Visit) -> Page | Moved:
    """Return the page of a series, a podcast with its episodes. Raises UnknownRecord, AmbiguousLabel."""
    view, id = visit.site.view, visit.names["id"]
    series = view.series(id)
    if series.id != id:
        return Moved(f"/series/{series.id}")
    title = series.title.in_(visit.language) or Localised(id, visit.language, is_fallback=False)
    said = {"series": series, "series_title": title, "known": view.vocabulary}
    return Page("series.html", f"/series/{id}", title.value, said)
