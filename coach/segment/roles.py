"""The role that a text claims for its author, and the author's name where it stands beside the role."""

from __future__ import annotations

import re

from coach.segment.levels import LEVEL

_HEAD = 4000
_TOP = 900
"""Characters in which a role may stand without "I am" before it."""

_FIELD_OF_WORK = (
    r"(?:software|web|platform|data|ml|machine[- ]learning|machine|ai|site[- ]reliability|reliability|security|appsec|application security|application|"
    r"embedded|firmware|mobile|ios|android|front[- ]?end|back[- ]?end|full[- ]?stack|qa|quality(?: assurance)?|test|automation|devops|cloud|network|support|"
    r"infra(?:structure)?|systems?|game|gameplay|graphics|analytics|database|build|release|integration|solutions?|sales|research|product|customer|developer "
    r"(?:experience|productivity|tools)|devex|python|java|golang|go|rust|ruby|php|kotlin|c\+\+|javascript|typescript|react|\.net|payments?|search|storage|"
    r"observability|hardware|robotics|compiler|kernel|linux|api|bi|computer vision|nlp|blockchain|performance|production)"
)
_JOB = (
    r"(?:engineer|eng|developer|programmer|architect|sre|swe|sde|sdet|dba|tester|analyst|administrator|scientist|dev|designer|"
    r"(?:engineering|team|development|software|qa|test) manager|(?:tech(?:nical)?|team|test|qa|engineering|development|dev) lead)"
)
_GRADE = r"[ -](?:iii|ii|iv|[1-5]|i(?=[ \t]*(?:[,.;:()|/\n]|$)))\b"
_ROLE = re.compile(rf"\b(?:(?:{LEVEL})[ -])?(?:{_FIELD_OF_WORK}[ /-]){{0,4}}{_JOB}\b(?:{_GRADE}|(?!{_GRADE}))", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:i am|i'm|i’m|im|i work as|working as|my (?:current )?(?:role|job|title) (?:is|as)|(?:year|years|months?|weeks|quarter|half|time|role|job|work|stand) as|employed as|^as|[.,] as)"
    r" (?:currently |still |now )?(?:an? |the |our )?(?:\w+ )?$",
    re.IGNORECASE,
)
_STANDS = re.compile(r"(?:^|[(:|,–—·•]|[.!?)\]]\s| - )[ \t*_#\"“]*(?:an? |the )?$", re.IGNORECASE)
_FOLLOWS = re.compile(
    r"[ \t*_\"”]*(?:$|[,.;:()|/–—·•→@\n-]|(?:at|in|on|of|for|with|working|since|and|who|from|aiming|based|self|review|\d)\b)",
    re.IGNORECASE,
)
_NOT_OWN = re.compile(
    r"\b(?:hir(?:ed|ing|e)|another|two|three|mentor\w*|reviewer|manager|supervisor|buddy|interview\w*|become|becoming|next|from|to|want\w*|looking|applied)\W+(?:an? |the )?[\w ]{0,12}$"
    r"|\b(?:reviewer|manager|supervisor|to|cc)\s*:[^\n]{0,40}$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:^|[-–—:|(#*>,.][ \t]+|[-–—:|(#*>])[ \t]*(?P<name>[^\W\d_][\w'’-]*\.?(?: [^\W\d_][\w'’-]*\.?){0,3})(?:\*\*|__)?,[ \t]*(?:an? |the )?$"
)
_NO_NAME = frozenset("so hi hello hey well ok okay right also now currently yes no today dear then still as and but".split(" "))
_INTRODUCED = re.compile(r"^(?:I'm|I’m|Im|I am|My name is|This is) ", re.IGNORECASE)
_LONG = {
    "eng": "engineer",
    "dev": "developer",
    "infra": "infrastructure",
    "sre": "site reliability engineer",
    "swe": "software engineer",
    "sde": "software engineer",
    "ml": "machine learning",
    "appsec": "application security",
    "front-end": "frontend",
    "back-end": "backend",
    "fullstack": "full-stack",
    "technical": "tech",
}
_KEPT = {
    "qa": "QA",
    "ios": "iOS",
    "ai": "AI",
    "dba": "DBA",
    "sdet": "SDET",
    "bi": "BI",
    "api": "API",
    "nlp": "NLP",
    "php": "PHP",
    "devops": "DevOps",
}


def find_role(visible: str) -> re.Match[str] | None:
    """Find where the author says what they are."""
    for match in _ROLE.finditer(visible[:_HEAD]):
        line_start = max(visible.rfind("\n", 0, match.start()), visible.rfind("\r", 0, match.start())) + 1
        before = visible[line_start : match.start()]
        if _NOT_OWN.search(before[-40:]):
            continue
        if _SAID.search(before[-60:]) or (match.start() < _TOP and _stands_alone(visible, match, before)):
            return match
    return None


def _stands_alone(visible: str, match: re.Match[str], before: str) -> bool:
    if re.match(r"[ \t]*(?:[-+•] |\* |\d{1,2}[.)] |>|A:|Q)", before) or (
        len(match.group().split()) < 2 and match.group().lower() not in ("sre", "sdet")
    ):
        return False
    return bool(_STANDS.search(before[-60:]) and _FOLLOWS.match(visible[match.end() : match.end() + 24]))


def role_name(words: str) -> str:
    """The role in full words and without its level: "staff infra eng" is "infrastructure engineer"."""
    found = _ROLE.search(words)
    if found is None:
        return " ".join(words.split())
    bare = re.sub(rf"^(?:{LEVEL})[ -]", "", found.group(), flags=re.IGNORECASE)
    bare = re.sub(r"\b(full|front|back)[ -](?=stack|end)", lambda part: part[1] + "-", bare, flags=re.IGNORECASE)
    bare = re.sub(rf"{_GRADE}$", "", bare, flags=re.IGNORECASE)
    tokens = [token.lower() for token in bare.split()]
    return " ".join(_KEPT.get(token) or _LONG.get(token, token) for token in tokens)


def role_in(words: str) -> tuple[int, int] | None:
    """Where in the value of a field the role stands."""
    found = _ROLE.search(words)
    return found.span() if found else None


def name_before(visible: str, start: int) -> tuple[int, int] | None:
    """Where a name stands that a comma joins to the role at `start`."""
    line_start = max(visible.rfind("\n", 0, start), visible.rfind("\r", 0, start)) + 1
    line_start = max(line_start, start - 120)
    match = _NAME.search(visible[line_start:start])
    if match is None:
        return None
    lead = _INTRODUCED.match(match["name"])
    skipped = lead.end() if lead else 0
    words = match["name"][skipped:].split()
    if words[0].lower() in _NO_NAME or not all(word[0].isupper() for word in words):
        return None
    return line_start + match.start("name") + skipped, line_start + match.end("name")
