"""A bar chart of the year's works with targets as marks, as plain SVG; what it shows is also said in words."""

from collections.abc import Iterator
from html import escape

from ncfe_kb.catalogue.reporting.account import Account
from ncfe_kb.catalogue.reporting.counting import KindLine
from ncfe_kb.catalogue.reporting.sheets import for_xml
from ncfe_kb.catalogue.reporting.targets import VERDICTS
from ncfe_kb.i18n import Localiser, localiser
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.models.report import STAGES

_WIDTH, _LEFT, _RIGHT, _STEP, _TOP = 880, 290, 200, 46, 84
_BAR, _MARK, _GRID = "#0b4f8a", "#1b1b1b", "#d0d0d0"
_STYLE = "font-family: system-ui, sans-serif; font-size: 14px"


def as_svg(account: Account, language: Language) -> str:
    """Return the kinds that have a target or works as bars, as an SVG picture with a title and a description."""
    say = localiser(language)
    lines = [line for line in account.kinds if line.kind and (line.target or line.works)]
    most = max((_reach(line) for line in lines), default=1)
    scale = (_WIDTH - _LEFT - _RIGHT) / max(1, most)
    height = _TOP + _STEP * max(1, len(lines)) + 8
    title = say(N_("Works {year} against the targets")).format(year=account.year)
    told = "; ".join(f"{_label(line, say)}: {_words(line, say)}" for line in lines) or say(N_("No works."))
    legend = say(N_("Bar: counted works. Marks: the target, from and to. Diamond: the printed report."))
    date = say(N_("As of {date}.")).format(date=say.date(account.as_of.isoformat()))
    parts = [
        _opened(height, language),
        f'<title id="chart-title">{_escaped(title)}</title>',
        f'<desc id="chart-desc">{_escaped(f"{told}. {date}")}</desc>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        _words_at(16, 28, title, extra=' font-size="20" font-weight="bold"'),
        _words_at(16, 52, f"{legend} {date}", extra=' fill="#4a4a4a" font-size="13"'),
        f'<path d="M{_LEFT} {_TOP - 12}V{height - 8}" stroke="{_GRID}"/>',
    ]
    for number, line in enumerate(lines):
        parts += _drawn(line, _TOP + _STEP * number, scale, say)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _opened(height: int, language: Language) -> str:
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    named = f'role="img" lang="{language}" aria-labelledby="chart-title chart-desc"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named} style="{_STYLE}">'


def _reach(line: KindLine) -> float:
    target = (line.target.most or line.target.least) if line.target else 0
    return max(len(line.works), line.reported or 0, target)


def _label(line: KindLine, say: Localiser) -> str:
    return line.label.label(say.language, line.id)


def _words(line: KindLine, say: Localiser) -> str:
    """Return what a bar shows, in words."""
    found = [f"{say.number(len(line.works))} {say.term(STAGES, line.stage)}"]
    if line.target and line.verdict:
        message = N_("target {target}: {verdict}")
        verdict = say.term(VERDICTS, line.verdict)
        found.append(say(message).format(target=line.target.words(say), verdict=verdict))
    if line.reported is not None and line.reported != len(line.works):
        found.append(say(N_("report {number}")).format(number=say.number(line.reported)))
    return ", ".join(found)


def _drawn(line: KindLine, top: int, scale: float, say: Localiser) -> Iterator[str]:
    middle = top + 12
    yield _words_at(_LEFT - 12, middle + 5, _label(line, say), extra=' text-anchor="end"')
    if line.works:
        yield f'<rect x="{_LEFT}" y="{top}" width="{_at(len(line.works) * scale)}" height="24" fill="{_BAR}"/>'
    if line.target:
        yield from _marks((line.target.least, line.target.most), top, scale)
    if line.reported is not None:
        x = _LEFT + line.reported * scale
        points = f"{_at(x)},{middle - 7} {_at(x + 7)},{middle} {_at(x)},{middle + 7} {_at(x - 7)},{middle}"
        yield f'<polygon points="{points}" fill="#ffffff" stroke="{_MARK}" stroke-width="2"/>'
    found = _words(line, say).split(", ")
    for number, words in enumerate(found):
        y = middle + 5 + round(15 * (number - (len(found) - 1) / 2))
        yield _words_at(_WIDTH - _RIGHT + 16, y, words, extra=' font-size="13"')


def _marks(ends: tuple[float, float | None], top: int, scale: float) -> Iterator[str]:
    """Yield the target's ends as upright marks, joined where there are two."""
    places = [_LEFT + end * scale for end in ends if end is not None]
    for x in places:
        yield f'<path d="M{_at(x)} {top - 5}V{top + 29}" stroke="{_MARK}" stroke-width="3"/>'
    if len(places) > 1:
        yield f'<path d="M{_at(places[0])} {top + 29}H{_at(places[1])}" stroke="{_MARK}" stroke-width="3"/>'


def _escaped(text: str) -> str:
    return escape(for_xml(text))


def _at(number: float) -> str:
    """Return a place in tenths of a unit."""
    return f"{number:.1f}".removesuffix(".0")


def _words_at(x: int, y: int, text: str, *, extra: str = "") -> str:
    return f'<text x="{x}" y="{y}"{extra}>{_escaped(text)}</text>'
