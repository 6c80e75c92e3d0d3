"""DataCite's XML in the envelope that DataCite gives it for harvesters (OAI schema 1.1)."""

from xml.etree.ElementTree import Element

from ncfe_kb.formats import datacite_xml
from ncfe_kb.formats.datacite import UNKNOWN
from ncfe_kb.formats.described import page_of
from ncfe_kb.formats.markup import add
from ncfe_kb.formats.works import Work

NAMESPACE = "http://schema.datacite.org/oai/oai-1.1/"
SCHEMA = "http://schema.datacite.org/oai/oai-1.1/oai.xsd"
_NAMESPACES = {
    "xmlns": NAMESPACE,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
}
_VERSION = "4.6"


def element(work: Work) -> Element:
    """Return a work in its envelope, with whatever characters it has, and the address of its page where it has one.

    The envelope names the body by which the DOI was registered; the catalogue does not know it.
    """
    root = Element("oai_datacite", _NAMESPACES)
    add(root, "schemaVersion", _VERSION)
    add(root, "datacentreSymbol", UNKNOWN)
    resource = datacite_xml.element(work)
    for identifiers in resource.findall("alternateIdentifiers"):
        for page in page_of(work):
            add(identifiers, "alternateIdentifier", page, alternateIdentifierType="URL")
    add(root, "payload").append(resource)
    return root
