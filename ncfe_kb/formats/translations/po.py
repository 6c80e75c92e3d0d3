"""PO, as gettext has it, by Babel: what most translators' editors open.

The source is the msgid and the text's name its msgctxt. A stale translation is marked fuzzy;
while it is, it is not finished, and reading takes it for empty.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO, StringIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from ncfe_kb.errors import Fault
from ncfe_kb.formats.translations import Unit, Units, language_of
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.plain import text_of

_FINGERPRINT = "fingerprint: "


def write(units: Sequence[Unit], to: Language, at: datetime) -> bytes:
    """Return a file of units."""
    about = {"project": "ncfe-kb", "version": "translations", "header_comment": "# ncfe-kb"}
    catalogue = Catalog(to, creation_date=at, revision_date=at, fuzzy=False, **about)
    for unit in units:
        comments = [f"{_FINGERPRINT}{unit.fingerprint}"] if unit.fingerprint else []
        message = catalogue.add(unit.source, unit.target, context=unit.name, auto_comments=comments)
        message.flags = {"fuzzy"} if unit.is_stale else set()  # and not that % makes it a format of Python's
    stream = BytesIO()
    write_po(stream, catalogue, width=0)
    return stream.getvalue()


def read(data: bytes) -> Units:
    """Return the messages that have a name."""
    text = text_of(data)
    try:
        catalogue = read_po(StringIO(text, newline="\n"), abort_invalid=True)
    except PoFileError as error:
        raise Fault(N_("line {line} is not PO: {reason}"), line=error.lineno + 1, reason=str(error)) from None
    except (ValueError, LookupError, TypeError, AttributeError) as error:  # of what its header says
        raise Fault(N_("has a header that is not PO's: {reason}"), reason=str(error)) from None
    units = tuple(_unit(message) for message in catalogue if message.id and message.context)
    return Units(language_of(catalogue.locale_identifier or ""), units)


def _unit(message: Message) -> Unit:
    source, target = (one if isinstance(one, str) else "".join(one[:1]) for one in (message.id, message.string or ""))
    prints = (one.removeprefix(_FINGERPRINT) for one in message.auto_comments if one.startswith(_FINGERPRINT))
    name, line = str(message.context), message.lineno or 0
    return Unit(name, source, "" if message.fuzzy else target, message.fuzzy, next(prints, ""), line)
