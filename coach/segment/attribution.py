"""Whom a sentence or a heading names as the one who speaks."""

from __future__ import annotations

import re
from functools import lru_cache

from coach.model.text import Speaker

QUOTE_MARKS = '"“”„«»‟'
"""Marks that open or close a quotation; a single one may be an apostrophe and tells nothing."""

_MANAGER = (
    r"(?:(?:line |team |engineering |direct |department |product )?(?:manager|boss|lead(?:er)?|supervisor|director|chief)"
    r"|skip.?level(?: manager)?|EM|CTO|VP(?: of \w+)?|head of \w+)"
)
_PEER = (
    r"(?:peers?|colleagues?|co-?workers?|team.?mates?|reports?|stakeholders?|customers?|clients?|reviewers?|mentees?|mentor|buddy|juniors"
    r"|developers|engineers|designers?|testers|analysts|users|team|PM|PO|product (?:manager|owner)|support(?: team)?|sales|marketing"
    r"|others|people|folks|everyone|everybody|several|360|survey)"
)
_SOURCE = re.compile(rf"\b(?:(?P<peer>{_PEER})|(?P<manager>{_MANAGER}))\b", re.IGNORECASE)
_BEFORE = 80
"""Characters before a source that are looked at."""

_LONGEST_TITLE = 200
_SAYS = (
    r"(?:says?|said|saying|tells? me|told me|telling me|writes?|wrote|written|mentions?|mentioned|notes|noted|points? out|pointed out|"
    r"comment(?:s|ed)|thinks?|thought|feels?|felt|flagged|remarked|complain(?:s|ed)?|testified|reckons?)"
)
_CALLS = (
    r"(?:calls?|called|describes?|described|rates?|rated|praises?|praised|finds?|would like"
    r"|wants?(?= me to (?:be|become|learn|stop|speak|delegate|let)\b)) (?:me|my)\b"
)
_ME = r"\b(?:I|me|my|us|you|your)\b"
_ABOUT_ME = (
    r"(?! (?:that )?I (?:can|could|may|might)\b)(?! (?:to|because|when|if|one|no|me|us)\b)"
    rf"(?::?(?: \w+){{0,3}} ?[{QUOTE_MARKS}](?=[^ ]+ )|(?:(?!, (?:and|but|so|then|which|I)\b|[;.?!]).){{0,80}}?{_ME})"
)
_SAID = re.compile(
    r"(?: (?:from|of|in|on|at)(?: the| my)? [\w-]+(?: team)?| \([^()]{1,40}\)|,? (?-i:[A-Z])[\w'’-]+,?)?,? "
    r"(?:(?:has|have|had|also|often|recently|always|both|once|rightly|keeps?|still|sometimes|did|again|who) ){0,2}"
    rf"(?:{_SAYS}\b{_ABOUT_ME}|{_CALLS})|['’]s (?:main |only |mid-?year )?(?:feedback|comments?|view|words|point|criticism)\b{_ABOUT_ME}",
    re.IGNORECASE,
)
_NOT_SUBJECT = re.compile(
    r"\b(?:when|whenever|if|whatever|before|after|until|by|to|from|with|for|of|what|once|because|as if|than)(?: \w+){0,2}\s*$",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:according to|per) (?:my|our|the)(?: \w+)? $", re.IGNORECASE)
_BY_WHOM = re.compile(rf"[^.?!]{{0,60}}?{_ME}", re.IGNORECASE)
_WORDS = r"(?:feedback|comments?|quotes?|input|observations?|remarks?|opinion|statements?|view|assessment|evaluation|words|perspective|thoughts)"
_LABEL_HEAD = re.compile(r"^(?:(?:my|our|the|from|a|anonymous|upward) ){0,2}$", re.IGNORECASE)
_LABEL_TAIL = re.compile(
    rf"(?:['’]s)?(?: \d| [A-Z])?(?: {_WORDS}| note| review| survey)?(?: said| wrote| says)?(?: also)?(?: \([^()]{{1,40}}\)|, [\w -]{{1,25}})?:",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"peer|colleague|team.?mate|360|client|customer|survey", re.IGNORECASE)
_WORDS_OF = re.compile(rf"^{_WORDS} (?:from|of|by)(?: \w+){{0,2}} $", re.IGNORECASE)
_COLON = re.compile(r"[^:.?!]{0,30}:")
_TITLE_TAIL = re.compile(
    rf"(?:['’]s|s['’])?(?:[ /-]+(?:mid.?year|year.?end|annual|upward|written|general|\d{{4}}))?[ /-]+(?:{_WORDS}|says?|said|reviews?|survey)\b",
    re.IGNORECASE,
)
_TITLE_HEAD = re.compile(
    rf"\b(?:{_WORDS}|notes?|letter|copied)\b[^?]{{0,20}}?\b(?:from|of|by)(?: \w+){{0,2}} $|^(?:from|by) (?:my |our |the )?$",
    re.IGNORECASE,
)
_WHAT = re.compile(r"\bwhat (?:\w+ ){0,3}$", re.IGNORECASE)
_WHAT_THEY_SAY = re.compile(r"[^?]{0,20}?\b(?:says?|said|thinks?|told|appreciates?|wrote)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:^|[,;:–—-] |\b(?:[Aa]nd|[Bb]ut) )(?!I\b|He\b|She\b|They\b|We\b|It\b|You\b|Who\b|This\b|That\b|Nobody\b|Someone\b|Somebody\b)"
    r"(?P<name>[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)?,? (?:has |had |also |once |still )?(?:says?|said|tells me|told me|wrote|thinks|noted|pointed out|calls me|called me)\b"
    r"(?! (?:that )?I (?:can|could|may|might)\b)(?: that| how|:)? ?[\"“„«]?(?:I|I['’]m|I['’]ve|my|you|your|you['’]re|You|Your|You['’]re)\b"
)
_MANAGER_NAME = re.compile(
    rf"\b(?:my|our) {_MANAGER},? (?:is )?(?P<a>[A-Z][\w'’-]+)|(?:^|\s)(?P<b>[A-Z][\w'’-]+)(?:,| \()(?: ?my| ?our|) ?{_MANAGER}\b"
)
_AFTER = re.compile(
    rf"[{QUOTE_MARKS}][.,]? ?(?:[–—-]{{1,2}} ?|\( ?|,? ?(?:says|said|wrote|from|writes) |,? (?=\w+ (?:wrote|said)))"
    r"(?P<who>[^\"“”„«»().!?]{2,60})\)?[.,]?(?:\s|$)"
)
_SOURCES = re.compile(
    r"\b(?:ladder|handbook|form|guide(?:line)?s?|polic(?:y|ies)|job|advert|levels?|framework|template|rubric|chat ?bot|assistant|model|"
    r"GPT|LLM|AI|bot|tool|HR|people ops|wiki|docs?|book|article|standard|prompt|instructions?|expectations?|page|paper|poster|songs?|sheet|robot|talk|title|event|invited)\b",
    re.IGNORECASE,
)
_MANAGER_WORD = re.compile(rf"\b{_MANAGER}\b(?! architect)|\b(?:mid-?year|year-?end|annual) (?:note|review)\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:says|said|wrote|writes)\b")
_OF_AUTHOR = re.compile(r"\b(?:you|your|he|she|his|her|him)\b", re.IGNORECASE)
_BARE = re.compile(
    r"^[^.?!:,]{0,40}\b(?:says?|said|wrote|writes|told me|feedback|comments?|quotes?|quoted)\b[^.?!:]{0,40}(?: \([^()]{1,40}\))?\s*:$"
    r"|^(?:feedback|comments?|quotes?|input|words) from [^.?!:]{2,50}$",
    re.IGNORECASE,
)


def reported(text: str, managers: frozenset[str]) -> Speaker | None:
    """Whose judgement of the author a sentence reports: "My lead says that I plan too little", "Peer 2: too quick".

    Args:
        text: A statement.
        managers: Names of managers that the document tells.

    Returns:
        None where nobody's is: an order, a thing that somebody said about themselves, a story in which people speak.
    """
    if text.endswith("?"):
        return None
    for source in _SOURCE.finditer(text):
        if _is_label(text, source) or _says(text, source):
            return _who(source)
    named = _NAMED.search(text)
    if named:
        return Speaker.MANAGER if named["name"] in managers else Speaker.PEER
    return None


def signed(text: str, managers: frozenset[str]) -> Speaker | None:
    """Who stands behind a quotation: "…" (Ann), "…" – my manager, "…", says Ann; AUTHOR for a book, a form or a program."""
    match = _AFTER.search(text) if text[:1] in QUOTE_MARKS else None
    if match is None or not re.search(r"[^\W\d_]{2}", match["who"]):
        return None
    told = _TOLD.search(match[0]) is not None
    if not _OF_AUTHOR.search(text[: match.start()]) and (told or re.match(r"\W*I\b", text)):
        return None
    return named_by(match["who"], managers)


def named_by(who: str, managers: frozenset[str]) -> Speaker | None:
    """Speaker by a short naming: a role, a name; AUTHOR for what is no person."""
    if _SOURCES.search(who):
        return Speaker.AUTHOR
    if _MANAGER_WORD.search(who) or managers & set(re.findall(r"[\w'’-]+", who)):
        return Speaker.MANAGER
    return Speaker.PEER


def announces(text: str) -> bool:
    """True for a bare attribution, after which the words come: "Ann said:", "Feedback from my mentor (copied)"."""
    return len(text.split()) <= 9 and _BARE.match(text) is not None


@lru_cache(maxsize=1024)
def titled(title: str) -> Speaker | None:
    """Whose words a heading announces, or None."""
    title = title[:_LONGEST_TITLE]
    for source in _SOURCE.finditer(title):
        before = title[: source.start()]
        if _TITLE_TAIL.match(title, source.end()) or _TITLE_HEAD.search(before):
            return _who(source)
        if _WHAT.search(before) and _WHAT_THEY_SAY.match(title, source.end()):
            return _who(source)
    return None


def _who(source: re.Match[str]) -> Speaker:
    return Speaker.MANAGER if source["manager"] else Speaker.PEER


def _is_label(text: str, source: re.Match[str]) -> bool:
    """True for "Peer 2: too quick" and "Feedback from my lead: too quick", with words behind the colon."""
    if source.start() > _BEFORE:
        return False
    before = text[: source.start()]
    tail = _COLON.match(text, source.end()) if _WORDS_OF.match(before) else None
    if tail is None and _LABEL_HEAD.match(before) and (source["manager"] or _LABELLED.match(source["peer"])):
        tail = _LABEL_TAIL.match(text, source.end())
    return tail is not None and len(text[tail.end() : tail.end() + _BEFORE].split()) > 1


def _says(text: str, source: re.Match[str]) -> bool:
    before = text[max(0, source.start() - _BEFORE) : source.start()]
    if _BY.search(before):
        return _BY_WHOM.match(text, source.end()) is not None
    return _SAID.match(text, source.end()) is not None and not _NOT_SUBJECT.search(before)


def manager_names(text: str) -> frozenset[str]:
    """Names that a text gives to managers: "my manager Dana", "Dana (my lead)"."""
    return frozenset(match["a"] or match["b"] for match in _MANAGER_NAME.finditer(text))
