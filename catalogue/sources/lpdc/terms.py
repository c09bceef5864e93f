"""Every term of the IPDC-LPDC model we read and write: our name, its Dutch JSON key, its IRI and how values are held.

Source of the facts: the implementation model IPDC-LPDC (ontwerpstandaard of 2024-07-04). This is the one place that
knows them: the context, the mapping and the formats are all made from these tables.
"""

from dataclasses import dataclass
from enum import Enum

ADRES = "https://data.vlaanderen.be/ns/adres#"
AS = "https://www.w3.org/ns/activitystreams#"
CODES = "https://productencatalogus.data.vlaanderen.be/id/concept/"
CPSV = "http://purl.org/vocab/cpsv#"
DCAT = "http://www.w3.org/ns/dcat#"
DCT = "http://purl.org/dc/terms/"
ELI = "http://data.europa.eu/eli/ontology#"
LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
LOCN = "http://www.w3.org/ns/locn#"
LPDC = "https://productencatalogus.data.vlaanderen.be/ns/ipdc-lpdc#"
NOWHERE = "https://relative.invalid/"  # what relative addresses in files are relative to
M8G = "http://data.europa.eu/m8g/"
NUTS = "http://data.europa.eu/nuts/code/"
ORGANISATIONS = "https://data.vlaanderen.be/id/organisatie/"
PAV = "http://purl.org/pav/"
PROV = "http://www.w3.org/ns/prov#"
PS = "http://vocab.belgif.be/ns/publicservice#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "http://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"


class Form(Enum):
    """How the value of a term is written."""

    HTML = "html"  # in languages, with mark-up
    TEXT = "text"  # in languages, one line
    WORDS = "words"  # in languages, several per language
    STRING = "string"
    HOURS = "hours"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    ORDER = "order"
    FLAG = "flag"
    DAY = "day"  # a moment in the data, of which only the day means something
    MOMENT = "moment"
    IRI = "iri"
    IRIS = "iris"
    CODE = "code"  # one concept of a code list; flat as a list of one, like IRIS
    PART = "part"  # one node of another class
    PARTS = "parts"  # several, in the order of sh:order


IN_LANGUAGES = frozenset({Form.HTML, Form.TEXT, Form.WORDS})


@dataclass(frozen=True)
class Term:
    """One property: `name` is ours, `key` is the Dutch one of the JSON. A term without a name is no field."""

    key: str
    iri: str
    form: Form
    name: str = ""
    base: str = ""  # what a short IRI is relative to
    part: str = ""  # the class (a key of PARTS) of the nodes it points at


@dataclass(frozen=True)
class Class:
    """A class with its properties."""

    key: str
    iri: str
    terms: tuple[Term, ...]


TITLE = Term("naam", f"{DCT}title", Form.TEXT, "title")
DESCRIPTION = Term("beschrijving", f"{DCT}description", Form.HTML, "description")
ORDER = Term("order", f"{SH}order", Form.ORDER)
URL = Term("url", f"{SCHEMA}url", Form.URL, "url")
CREATED = Term("creatie", f"{SCHEMA}dateCreated", Form.MOMENT)
MODIFIED = Term("laatstGewijzigd", f"{SCHEMA}dateModified", Form.MOMENT)
GENERATED = Term("generatedAtTime", f"{PROV}generatedAtTime", Form.MOMENT)
VERSION_OF = Term("isVersionOf", f"{DCT}isVersionOf", Form.IRI)
ARCHIVED = Term("gearchiveerd", f"{LPDC}isArchived", Form.FLAG, "archived")

ADDRESS = Class(
    "Adres",
    f"{LOCN}Address",
    (
        Term("straatnaam", f"{ADRES}Straatnaam", Form.TEXT, "street"),  # the capital is really the predicate in use
        Term("huisnummer", f"{ADRES}Adresvoorstelling.huisnummer", Form.STRING, "house_number"),
        Term("busnummer", f"{ADRES}Adresvoorstelling.busnummer", Form.STRING, "box_number"),
        Term("postcode", f"{ADRES}postcode", Form.STRING, "postcode"),
        Term("gemeentenaam", f"{ADRES}gemeentenaam", Form.TEXT, "municipality"),
        Term("land", f"{ADRES}land", Form.TEXT, "country"),
    ),
)
CONTACT = Class(
    "Contactgegevens",
    f"{SCHEMA}ContactPoint",
    (
        Term("telefoonnummer", f"{SCHEMA}telephone", Form.PHONE, "telephone"),
        Term("email", f"{SCHEMA}email", Form.EMAIL, "email"),
        URL,
        Term("openingsuren", f"{SCHEMA}openingHours", Form.HOURS, "hours"),
        Term("adres", f"{LPDC}address", Form.PART, "address", part="Adres"),
        ORDER,
    ),
)
WEBSITE = Class("Website", f"{SCHEMA}WebSite", (TITLE, DESCRIPTION, URL, ORDER))
LEGAL_RESOURCE = Class("Regelgeving", f"{ELI}LegalResource", (TITLE, DESCRIPTION, URL, ORDER))
PROCEDURE = Class(
    "Procedure",
    f"{CPSV}Rule",
    (TITLE, DESCRIPTION, Term("websites", f"{LPDC}hasWebsite", Form.PARTS, "website", part="Website"), ORDER),
)
EVIDENCE = Class("Bewijs", f"{M8G}Evidence", (TITLE, DESCRIPTION))
REQUIREMENT = Class(
    "Voorwaarde",
    f"{M8G}Requirement",
    (TITLE, DESCRIPTION, Term("bewijs", f"{M8G}hasSupportingEvidence", Form.PART, "evidence", part="Bewijs"), ORDER),
)
COST = Class("Kost", f"{M8G}Cost", (TITLE, DESCRIPTION, ORDER))
ADVANTAGE = Class("FinancieelVoordeel", f"{LPDC}FinancialAdvantage", (TITLE, DESCRIPTION, ORDER))

PARTS = {
    one.key: one
    for one in (ADDRESS, CONTACT, WEBSITE, LEGAL_RESOURCE, PROCEDURE, EVIDENCE, REQUIREMENT, COST, ADVANTAGE)
}


def _codes(key: str, iri: str, name: str, scheme: str) -> Term:
    return Term(key, iri, Form.IRIS, name, base=f"{CODES}{scheme}/")


_OF_BOTH = (
    TITLE,
    DESCRIPTION,
    Term("verdereBeschrijving", f"{LPDC}additionalDescription", Form.HTML, "additional_description"),
    Term("uitzonderingen", f"{LPDC}exception", Form.HTML, "exception"),
    Term("procedures", f"{CPSV}follows", Form.PARTS, "procedure", part="Procedure"),
    Term("voorwaarden", f"{PS}hasRequirement", Form.PARTS, "requirement", part="Voorwaarde"),
    Term("kosten", f"{M8G}hasCost", Form.PARTS, "cost", part="Kost"),
    Term("financieleVoordelen", f"{CPSV}produces", Form.PARTS, "advantage", part="FinancieelVoordeel"),
    Term("websites", f"{RDFS}seeAlso", Form.PARTS, "website", part="Website"),
    Term("regelgevingTekst", f"{LPDC}regulation", Form.HTML, "regulation"),
    Term("regelgeving", f"{M8G}hasLegalResource", Form.PARTS, "legal_resource", part="Regelgeving"),
    Term("startDienstVerlening", f"{SCHEMA}startDate", Form.DAY, "start_date"),
    Term("eindeDienstVerlening", f"{SCHEMA}endDate", Form.DAY, "end_date"),
    ARCHIVED,
    Term("type", f"{DCT}type", Form.CODE, "type", base=f"{CODES}Type/"),
    _codes("themas", f"{M8G}thematicArea", "themes", "Thema"),
    _codes("doelgroepen", f"{LPDC}targetAudience", "audiences", "Doelgroep"),
    _codes("bevoegdBestuursniveaus", f"{LPDC}competentAuthorityLevel", "competent_levels", "BevoegdBestuursniveau"),
    _codes(
        "uitvoerendBestuursniveaus", f"{LPDC}executingAuthorityLevel", "executing_levels", "UitvoerendBestuursniveau"
    ),
    _codes("publicatiekanalen", f"{LPDC}publicationMedium", "publication_media", "PublicatieKanaal"),
    _codes("yourEuropeCategorieen", f"{LPDC}yourEuropeCategory", "your_europe", "YourEuropeCategorie"),
    Term("bevoegdeOverheden", f"{M8G}hasCompetentAuthority", Form.IRIS, "competent_authorities", base=ORGANISATIONS),
    Term(
        "uitvoerendeOverheden", f"{LPDC}hasExecutingAuthority", Form.IRIS, "executing_authorities", base=ORGANISATIONS
    ),
    Term("zoektermen", f"{DCAT}keyword", Form.WORDS, "keywords"),
    Term("productnummer", f"{SCHEMA}productID", Form.STRING, "product_id"),
    CREATED,
    MODIFIED,
)
_OF_INSTANCES = (
    Term("contactgegevens", f"{M8G}hasContactPoint", Form.PARTS, "contact", part="Contactgegevens"),
    Term("talen", f"{DCT}language", Form.IRIS, "languages", base=LANGUAGES),
    Term("geografischToepassingsgebieden", f"{DCT}spatial", Form.IRIS, "spatial", base=NUTS),
    Term("aangemaaktDoor", f"{PAV}createdBy", Form.IRI, "created_by", base=ORGANISATIONS),
    Term("linkedConcept", f"{DCT}source", Form.IRI, "concept"),
    _codes("tags", f"{LPDC}instanceTag", "tags", "InstantieTag"),
)
_OF_CONCEPTS = (_codes("tags", f"{LPDC}conceptTag", "tags", "ConceptTag"),)
_OF_SNAPSHOTS = (GENERATED, VERSION_OF)

INSTANCE = Class("Instantie", f"{LPDC}InstancePublicService", _OF_BOTH + _OF_INSTANCES)
INSTANCE_SNAPSHOT = Class(
    "InstantieSnapshot", f"{LPDC}InstancePublicServiceSnapshot", _OF_BOTH + _OF_INSTANCES + _OF_SNAPSHOTS
)
CONCEPT = Class("Concept", f"{LPDC}ConceptualPublicService", _OF_BOTH + _OF_CONCEPTS)
CONCEPT_SNAPSHOT = Class(
    "ConceptSnapshot", f"{LPDC}ConceptualPublicServiceSnapshot", _OF_BOTH + _OF_CONCEPTS + _OF_SNAPSHOTS
)
ROOTS = (INSTANCE, INSTANCE_SNAPSHOT, CONCEPT, CONCEPT_SNAPSHOT)

KINDS = {
    INSTANCE.iri: "service",
    INSTANCE_SNAPSHOT.iri: "service",
    CONCEPT.iri: "concept",
    CONCEPT_SNAPSHOT.iri: "concept",
}
FIELDS = {"service": INSTANCE.terms, "concept": CONCEPT.terms}  # what a record of this kind has
SNAPSHOT_OF = {"service": INSTANCE_SNAPSHOT, "concept": CONCEPT_SNAPSHOT}

TOMBSTONE = f"{AS}Tombstone"
FORMER_TYPE = f"{AS}formerType"
DELETED = f"{AS}deleted"
OLD_CREATED, OLD_MODIFIED = f"{DCT}created", f"{DCT}modified"  # as LPDC still writes them in places

POINTING = frozenset(
    term.iri for one in (*ROOTS, *PARTS.values()) for term in one.terms if term.form in {Form.PART, Form.PARTS}
)
