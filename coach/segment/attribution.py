"""Whom a sentence or a heading names as the one who speaks."""

from __future__ import annotations

import re

from coach.model.text import Speaker

QUOTE_MARKS = "\"“”„«»‟"
"""Marks that open or close a quotation; a single one may be an apostrophe and tells nothing."""

_MANAGER = (
    r"(?:(?:line |team |engineering |direct |department |product )?(?:manager|boss|lead(?:er)?|supervisor|director|chief)"
    r"|skip.?level(?: manager)?|EM|CTO|VP(?: of \w+)?|head of \w+)"
)
_PEER = (
    r"(?:(?:direct |internal |external )?(?:peers?|colleagues?|co-?workers?|team.?mates?|reports?|stakeholders?|customers?|clients?"
    r"|reviewers?|mentees?|mentor|buddy|juniors|developers|engineers|designers?|testers|analysts|users)"
    r"|team|PM|PO|product (?:manager|owner)|support(?: team)?|sales|marketing|others|people|folks|everyone|everybody|several)"
)
_ADJECTIVES = (
    r"(?:(?:two|three|four|five|some|several|many|most|all|both|a few|one|another|new|old|former|previous|last|second|first|other) "
    r"(?:of )?){0,2}"
)
_OF_MINE = r"(?: (?:from|of|in|on|at|at the|in the|on the|from the|of the|of my|in my|on my) [\w-]+(?: team)?| \([^()]{1,40}\)|,? (?-i:[A-Z])[\w'’-]+,?)?"
_ADVERB = r"(?:(?:has|have|had|also|often|recently|always|both|once|rightly|keeps?|still|sometimes|did|again|who) ){0,2}"
_SAYS = (
    r"(?:says?|said|saying|say|tells? me|told me|telling me|writes?|wrote|written|mentions?|mentioned|notes|noted|points? out|pointed out|"
    r"comment(?:s|ed)|think|thinks|thought|feels?|felt|flagged|remarked|"
    r"complain(?:s|ed)?|testified|reckons?)"
)
_CALLS = r"(?:calls?|called|describes?|described|rates?|rated|praises?|praised|finds|find|would like|wants?(?= me to (?:be|become|learn|stop|speak|delegate|let)\b)) (?:me|my)\b"
_ME = r"\b(?:I|me|my|us|you|your)\b"
_CITED = rf":?(?: \w+){{0,3}} ?[{QUOTE_MARKS}](?=[^ ]+ )"
_ABOUT_ME = rf"(?! (?:that )?I (?:can|could|may|might)\b)(?! (?:to|because|when|if|one|no|me|us)\b)(?:{_CITED}|(?:(?!, (?:and|but|so|then|which|I)\b|[;.?!]).){{0,80}}?{_ME})"
_NOT_SUBJECT = re.compile(
    r"\b(?:when|whenever|if|whatever|before|after|until|by|to|from|with|for|of|what|once|because|as if|than|nod when)(?: \w+)?\s*$",
    re.IGNORECASE,
)


def _reports(source: str) -> re.Pattern[str]:
    subject = rf"(?:\b(?:my|our|the|a|his|her) )?{_ADJECTIVES}\b{source}{_OF_MINE},? {_ADVERB}{_SAYS}\b{_ABOUT_ME}"
    phrase = rf"\b(?:according to|per) (?:my|our|the) {_ADJECTIVES}{source}\b,?[^.?!]{{0,60}}?{_ME}"
    noun = rf"\b(?:my|our|the) {_ADJECTIVES}{source}['’]s (?:main |only |mid-?year )?(?:feedback|comments?|view|words|point|criticism)\b{_ABOUT_ME}"
    names = rf"(?:\b(?:my|our|the|a|his|her) )?{_ADJECTIVES}\b{source}{_OF_MINE},? {_ADVERB}{_CALLS}"
    return re.compile(rf"(?:{subject}|{phrase}|{noun}|{names})", re.IGNORECASE)


_KIND_OF = r"(?:feedback|comments?|input|review|note|remarks?|quote|view|survey|observations?|opinion|statements?|assessment|evaluation)"


def _labels(source: str) -> re.Pattern[str]:
    return re.compile(
        rf"^(?:(?:my|our|the|from|a) ){{0,2}}{source}(?:['’]s)?(?: \d| [A-Z])?(?: {_KIND_OF})?(?: said| wrote| says)?(?: also)?(?: \([^()]{{1,40}}\)|, [\w -]{{1,25}})?:"
        rf"|^{_KIND_OF} (?:from|of|by) (?:my |our |the |a )?{_ADJECTIVES}{source}\b[^:.?!]{{0,30}}:",
        re.IGNORECASE,
    )


def _titles(source: str) -> re.Pattern[str]:
    many = r"(?:feedback|comments?|quotes?|input|observations?|remarks?|opinion|statements?|view|assessment|evaluation|words|perspective|thoughts|says?|said)"
    return re.compile(
        rf"\b{source}(?:['’]s|s['’])?(?:[ /-]+(?:mid.?year|year.?end|annual|upward|written|general|\d{{4}}))?[ /-]+(?:{many}|reviews?|survey)\b"
        rf"|\b(?:{many}|notes?|letter|copied)\b[^?]{{0,20}}?\b(?:from|of|by)\b(?: (?:my|our|the|a|direct|other))* {_ADJECTIVES}{source}\b"
        rf"|^(?:from|by) (?:my |our |the )?{source}\b"
        rf"|\bwhat (?:my |our |the )?{_ADJECTIVES}{source}\b[^?]{{0,20}}?\b(?:says?|said|thinks?|told|appreciates?|wrote)\b",
        re.IGNORECASE,
    )


_REPORTS = ((Speaker.MANAGER, _reports(_MANAGER)), (Speaker.PEER, _reports(_PEER)))
_LABELS = ((Speaker.MANAGER, _labels(_MANAGER)), (Speaker.PEER, _labels(r"(?:peers?|colleagues?|team.?mates?|360|clients?|customers?|(?:anonymous |upward )?survey)")))
_TITLES = ((Speaker.MANAGER, _titles(_MANAGER)), (Speaker.PEER, _titles(_PEER)))
_NAMED = re.compile(
    rf"(?:^|[,;:–—-] |\b(?:[Aa]nd|[Bb]ut) )(?!I\b|He\b|She\b|They\b|We\b|It\b|You\b|Who\b|This\b|That\b|Nobody\b|Someone\b|Somebody\b)"
    rf"(?P<name>[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)?,? {_ADVERB}(?:says?|said|tells me|told me|wrote|thinks|noted|pointed out|calls me|called me)\b"
    r"(?! (?:that )?I (?:can|could|may|might)\b)(?: that| how|:)? ?[\"“„«]?(?:I|I['’]m|I['’]ve|my|you|your|you['’]re|You|Your|You['’]re)\b"
)
_MANAGER_NAME = re.compile(
    rf"\b(?:my|our) {_MANAGER},? (?:is )?(?P<a>[A-Z][\w'’-]+)|(?:^|\s)(?P<b>[A-Z][\w'’-]+)(?:,| \()(?: ?my| ?our|) ?{_MANAGER}\b"
)
_AFTER = re.compile(
    rf"[{QUOTE_MARKS}][.,]?\s*(?:[–—-]{{1,2}}\s*|\(\s*|,?\s*(?:says|said|wrote|from|writes)\s+|,?\s+(?=\w+ (?:wrote|said)))"
    r"(?P<who>[^\"“”„«»().!?]{2,60})\)?[.,]?(?:\s|$)"
)
_SOURCES = re.compile(
    r"\b(?:ladder|handbook|form|guide(?:line)?s?|polic(?:y|ies)|job|advert|levels?|framework|template|rubric|chat ?bot|assistant|model|"
    r"GPT|LLM|AI|bot|tool|HR|people ops|wiki|docs?|book|article|standard|prompt|instructions?|expectations?|page)\b",
    re.IGNORECASE,
)
_MANAGER_WORD = re.compile(rf"\b{_MANAGER}\b(?! architect)|\b(?:mid-?year|year-?end|annual) (?:note|review)\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:says|said|wrote|writes)\b")
_OF_AUTHOR = re.compile(r"\b(?:you|your|he|she|his|her|him)\b", re.IGNORECASE)
_BARE = re.compile(
    r"^(?:[^.?!:,]{0,40}\b(?:says?|said|wrote|writes|told me|feedback|comments?|quotes?|quoted)\b[^.?!:]{0,40}"
    r"|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)(?: \([^()]{1,40}\))?\s*:$"
    r"|^(?:feedback|comments?|quotes?|input|words) from [^.?!:]{2,50}$",
    re.IGNORECASE,
)


def reported(text: str, managers: frozenset[str]) -> Speaker | None:
    """Whose judgement of the author a sentence reports: "My lead says that I plan too little", "Peer 2: "Too quick.""

    Args:
        text: A statement.
        managers: Names of managers that the document tells.

    Returns:
        None where nobody's is: an order, a thing that somebody said about themselves, a story in which people speak.
    """
    if text.endswith("?"):
        return None
    for speaker, pattern in _LABELS:
        match = pattern.match(text)
        if match and len(text[match.end() :].split()) > 1:
            return speaker
    for speaker, pattern in _REPORTS:
        for match in pattern.finditer(text):
            if not _NOT_SUBJECT.search(text[: match.start()]):
                return speaker
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


def titled(title: str) -> Speaker | None:
    """Whose words a heading announces, or None."""
    return next((speaker for speaker, pattern in _TITLES if pattern.search(title)), None)


def manager_names(text: str) -> frozenset[str]:
    """Names that a text gives to managers: "my manager Dana", "Dana (my lead)"."""
    return frozenset(match["a"] or match["b"] for match in _MANAGER_NAME.finditer(text))
