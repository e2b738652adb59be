"""What has a shape: addresses of mail and web, handles, telephone numbers, tickets, ids, postal addresses, other scripts.

All patterns are linear: runs are bounded, or begin where the character before them cannot belong to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from coach.privacy.phones import phone_ranges
from coach.privacy.vocabulary import is_everyday, technologies, technology_phrases


class Span(NamedTuple):
    """A range of characters to hide, and what kind of thing it is."""

    start: int
    end: int
    kind: str


_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_LONG_TLD = r"com|org|net|edu|gov|int|info|dev|app|cloud|tech|biz|online|site|store|systems|software|internal|local|localdomain|lan|corp|intra|intranet|example|test|invalid|onion"
_SHORT_TLD = r"io|ai|co|uk|de|fr|es|nl|pl|se|fi|dk|ch|pt|br|jp|cn|kr|au|nz|ca|us|eu|ru|ua|tr|mx|ar|cl|za|ng|ke|gh|eg|ma|il|ie|cz|sk|hu|ro|bg|gr|hr|si|lt|lv|ee|vn|th|id|sg|hk|tw|ph|pk|bd|lk|ly|gg|tv|cc"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "Name",
        re.compile(
            r"(?<![\w.])(?!U\.S\.|U\.K\.|E\.U\.|P\.S\.|N\.B\.|A\.I\.|D\.C\.|Q\.A\.|U\.N\.)[A-Z]\.[ -]?[A-Z]\.(?:[ -]?[A-Z]\.)?(?! ?[^\W\d_a-z][^\W\d_])(?!\w)"
        ),
    ),
    ("Link", re.compile(r"(?<![\w.+-])git@[\w.-]{1,120}:[\w./~-]{1,300}")),
    ("Link", re.compile(r"(?<![a-zA-Z0-9+.-])[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\s<>\"'`|\])}]{1,2000}")),
    ("Link", re.compile(r"(?<![\w.-])www\.[^\s<>\"'`|\])}]{3,2000}", re.IGNORECASE)),
    ("Email", re.compile(r"(?<![\w.+%'’-])[\w.+%'’-]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")),
    (
        "Email",
        re.compile(
            r"(?<![\w.+-])[\w.+-]{1,64} ?[(\[{] ?at ?[)\]}] ?[\w-]{1,63}(?: ?(?:[(\[{] ?dot ?[)\]}]|\.) ?[\w-]{1,63}){1,4}",
            re.I,
        ),
    ),
    (
        "Link",
        re.compile(
            rf"(?<![\w.@/-])(?:{_LABEL}\.){{1,6}}(?:{_LONG_TLD})(?![\w-])(?::\d{{2,5}})?(?:/[^\s<>\"'`|\])}}]{{0,500}})?", re.I
        ),
    ),
    (
        "Link",
        re.compile(
            rf"(?<![\w.@/-])(?:{_LABEL}\.){{1,6}}(?:{_SHORT_TLD})(?![\w-])(?::\d{{2,5}})?(?:/[^\s<>\"'`|\])}}]{{0,500}})?"
        ),
    ),
    ("Link", re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{2,5}|/\d{1,2})?(?![\w.]?\d)")),
    ("Link", re.compile(r"(?<![\w/])(?:/home/|/Users/|[A-Z]:\\Users\\|\\\\)[^\s<>\"'`|)]{1,300}")),
    ("Link", re.compile(r"(?<![\w./-])[a-z][a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){1,6}-?(?<!\d)(?:0\d{1,3}|[1-9]\d{1,3})(?![\w-])")),
    ("Handle", re.compile(r"(?<![\w@.])@[^\W\d][\w.-]{0,38}(?:/[\w-]{1,40})?")),
    ("Handle", re.compile(r"(?<![\w#&/])#[a-z][\w-]{1,78}")),
    (
        "Handle",
        re.compile(
            r"\b(?:github|gitlab|slack|twitter|telegram|skype|discord|linkedin|handle|username|user name|login|ldap)"
            r"(?: (?:id|handle|name|user))?\s{0,2}[:=]\s{0,2}(?P<hide>@?[\w.-]{3,40})",
            re.IGNORECASE,
        ),
    ),
    ("Ticket", re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{1,11}-\d{1,8}(?![\w])")),
    ("Ticket", re.compile(r"(?<![\w-])(?:INC|CHG|REQ|RITM|PRB|TASK|CASE|CS|SR|EMP|CUST)-?\d{4,12}(?!\w)")),
    ("Id", re.compile(r"(?<![\w-])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![\w-])")),
    ("Id", re.compile(r"(?<![\w-])(?=[a-f]{0,39}\d)(?=\d{0,39}[a-f])[0-9a-f]{7,64}(?![\w-])")),
    ("Id", re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")),
    ("Id", re.compile(r"(?<![\w.,-])\d{9,30}(?![\w]|[.,]\d)")),
    ("Id", re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")),
    ("Id", re.compile(r"(?<![\w-])(?=[\w-]{0,80}\d)(?=[\w-]{0,80}[A-Z])(?=[\w-]{0,80}[a-z])[A-Za-z0-9_]{24,200}(?![\w-])")),
    (
        "Id",
        re.compile(
            r"\b(?:ticket|case|order|invoice|employee|badge|account|contract|policy|customer|staff|payroll|passport|user)"
            r"(?: (?:id|no|nr|number|ref))?[.:]? ?#? ?(?P<hide>(?=[A-Z]{0,4}-?\d)[A-Z]{0,4}-?\d{4,15})(?!\w)",
            re.I,
        ),
    ),
)
_ADDRESSES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\w.,])\d{1,5}[A-Za-z]?,? (?:[A-Z][\w'’.-]{1,30} ){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Square|Sq|Terrace|Close|Crescent|Quay|Row|Parkway|Highway)\b\.?",
        r"(?<!\w)[A-ZÄÖÜ][\w-]{1,40}(?:straße|strasse|str\.|weg|platz|allee|gasse|ufer|damm|straat|laan|gracht|plein|kade|dijk|gatan|vägen|gata|veien|vej|gade|katu|tie) \d{1,4} ?[a-zA-Z]?(?!\w)",
        r"(?<!\w)(?:[Rr]ue|[Aa]venue|Av\.|[Bb]oulevard|[Cc]alle|C/|Via|Viale|Piazza|[Rr]ua|[Aa]venida|Plaza|Paseo|Carrer|ul\.|[Uu]lica|Praça|Largo|Strada|Jalan|Jl\.) (?:(?:de|la|del|da|do|dos|das|du|des|della|di|los|las|el|le|l'|d') ?){0,3}[A-ZÀ-Ý][\w'’.-]{1,30}(?: (?:de |la |do |da )?[A-ZÀ-Ý][\w'’.-]{1,30}){0,3}(?:,? (?:nº |n\. |no\. )?\d{1,5}[a-z]?)?",
        r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\w)",
        r"(?<!\w)[A-Z]{2} \d{5}(?:-\d{4})?(?!\w)",
        r"(?<![\w.,])\d{4} [A-Z]{2}(?=,? [A-Z][a-z])",
        r"(?<![\w.,])\d{4,5}(?:-\d{3,4})? (?=[A-ZÄÖÜ][a-zäöü]{3,20}(?:[,.;)\n]|$))(?<=\d )(?:Berlin|München|Hamburg|Köln|Wien|Zürich|Paris|Lyon|Madrid|Barcelona|Lisboa|Porto|Milano|Roma|Amsterdam|Praha|Warszawa|Stockholm|København)",
    )
)
_STREET_AND_NUMBER = re.compile(r"(?<!\w)(?P<street>[^\W\d_a-z][^\W\d_]{3,40}) \d{1,4}[a-z]?(?=, [^\W\d_a-z][^\W\d_]+)")
_STANDARDS = frozenset(
    "UTF SHA AES RSA ISO IEC RFC CVE COVID GPT TLS SSL HTTP IPV PEP JSR ECMA ES WCAG SOC PCI DO IEEE RS USB MP DDR SOLID CWE ANSI"
    " EN FY Q H L P S SEV IC E M V W T PHASE STEP LEVEL TIER TOP DAY WEEK SPRINT EPIC YEAR CES MQ GA PS FR UTC GMT T".split()
)
_NO_HANDLE = frozenset(
    "override test autowired transactional deprecated nullable notnull dataclass property staticmethod classmethod cached_property here"
    " channel everyone all team media import keyframes component injectable input output entity bean service controller repository"
    " pytest.fixture pytest.mark param return returns throws see since author todo types babel angular vue".split()
)
_OTHER_SCRIPT = re.compile(
    "[\u0370-\u1dbf\u1f00-\u1fff\u2c00-\u2dff\u3005-\u3007\u3021-\u30ff\u3105-\ud7ff\uf900-\ufdff\ufe70-\ufefc\uff21-\uffdc\U00010000-\U0001cfff\U00020000-\U0003ffff]"
    "[\u0300-\u036f\u0370-\u1dbf\u1f00-\u1fff\u2c00-\u2dff\u3005-\u3007\u3021-\u30ff\u3105-\ud7ff\uf900-\ufdff\ufe70-\ufefc\uff21-\uffdc\U00010000-\U0001cfff\U00020000-\U0003ffff\u200c\u200d]*"
    "(?:[ \u00a0·・.'’-]{1,2}[\u0370-\u1dbf\u1f00-\u1fff\u2c00-\u2dff\u3005-\u3007\u3021-\u30ff\u3105-\ud7ff\uf900-\ufdff\ufe70-\ufefc\uff21-\uffdc\U00010000-\U0001cfff\U00020000-\U0003ffff]"
    "[\u0300-\u036f\u0370-\u1dbf\u1f00-\u1fff\u2c00-\u2dff\u3005-\u3007\u3021-\u30ff\u3105-\ud7ff\uf900-\ufdff\ufe70-\ufefc\uff21-\uffdc\U00010000-\U0001cfff\U00020000-\U0003ffff\u200c\u200d]*){0,6}"
)
_SINGLE_SIGN = re.compile("[\u03bc\u00b5\u03a9\u2126\u03bb\u03c0\u03c3\u03b1\u03b2\u03b4\u0394\u03b5\u03a3]")
_TRAILING = ".,;:!?'’\"*_~…"


def structured_spans(text: str) -> list[Span]:
    """Everything in `text` that is recognised by its shape, in order and without overlap; where two overlap, both are one."""
    found = sorted(_all_spans(text))
    joined: list[Span] = []
    for span in found:
        if joined and span.start < joined[-1].end:
            if span.end > joined[-1].end:
                joined[-1] = Span(joined[-1].start, span.end, joined[-1].kind)
        else:
            joined.append(span)
    return joined


def _all_spans(text: str) -> Iterator[Span]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start = match.start("hide") if "hide" in pattern.groupindex else match.start()
            end = start + len(text[start : match.end()].rstrip(_TRAILING))
            if end > start and _is_meant(kind, text, start, end):
                yield Span(start, end, kind)
    for match in _STREET_AND_NUMBER.finditer(text):
        if not is_everyday(match["street"]):
            yield Span(match.start(), match.end(), "Place")
    for pattern in _ADDRESSES:
        yield from (Span(match.start(), match.end(), "Place") for match in pattern.finditer(text))
    yield from (Span(start, end, "Phone") for start, end in phone_ranges(text))
    for match in _OTHER_SCRIPT.finditer(text):
        if not _SINGLE_SIGN.fullmatch(match.group()):
            yield Span(match.start(), match.end(), "Name")


def _is_meant(kind: str, text: str, start: int, end: int) -> bool:
    found = text[start:end]
    if kind == "Ticket":
        return found.split("-")[0].rstrip("0123456789") not in _STANDARDS
    if kind == "Handle":
        name = found[1:].lower()
        return name not in _NO_HANDLE and name.split("/")[0] not in _NO_HANDLE and not (found[0] == "#" and _is_hex(name))
    if kind == "Link" and "/" not in found and "@" not in found:
        return not technology_phrases().fullmatch(found) and found.lower() not in technologies() and not _is_range(found)
    return True


def _is_hex(name: str) -> bool:
    return len(name) in (3, 6, 8) and not set(name) - set("0123456789abcdef") and any(char.isdigit() for char in name)


def _is_range(found: str) -> bool:
    """Whether `found` looks like a host, but is a phrase with a number: covid-19, mid-2024, end-to-end-99."""
    parts = found.split("-")
    return len(parts) == 2 and "." not in found and not re.search(r"\D0\d", found) and len(parts[1]) != 2 + len(parts[0]) * 99
