"""Courses: what is coming, by date and for whom, all by season, and the page of each."""

from ncfe_kb.catalogue.prospectus.telling import told
from ncfe_kb.languages import sort_key
from ncfe_kb.messages import N_
from ncfe_kb.text import Localised
from ncfe_kb.web.pages.visit import Page, Visit


def index(visit: Visit) -> Page:
    """Return the courses, those to come first. Raises UnknownRecord for an audience that is none."""
    view, language = visit.site.view, visit.language
    audiences, audience = view.vocabulary.audiences, visit.query.get("audience") or None
    every = view.courses(audience=audience, language=language)
    coming = view.courses(upcoming=True, audience=audience, language=language)
    used = {key for one in view.courses() for key in one.course.audience if key in audiences}
    labels = [(key, audiences[key].label.in_(language)) for key in used]
    return Page(
        "courses.html",
        "/courses",
        visit.say(N_("Courses")),
        {
            "coming": told(coming, audiences, language),
            "every": told(every, audiences, language),
            "audience": audience,
            "audiences": sorted(labels, key=lambda one: sort_key(one[1].value if one[1] else one[0], language)),
        },
        values=[("audience", audience)] if audience else [],
    )


def page(visit: Visit) -> Page:
    """Return the page of a course. Raises UnknownRecord."""
    view, language, id = visit.site.view, visit.language, visit.names["id"]
    offering = view.course(id)
    title = offering.course.theme.in_(language) or Localised(id, language, is_fallback=False)
    known = view.vocabulary
    said = {"prospectus": told([offering], known.audiences, language), "course": offering.course, "known": known}
    return Page("course.html", f"/courses/{id}", title.value, {**said, "theme": title})
