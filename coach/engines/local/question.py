"""What a question asks for, read from its words; and a follow-up completed from the question before it."""

from __future__ import annotations

import re

from coach.engines.local.signals import LEVELS, levels_in
from coach.lexical import words_of
from coach.model.question import Question, QuestionKind, Reader

MAX_CHARS = 600
"""A longer question is searched for with its first and last words: the model reads no more."""

_END = re.compile(r"(?<=[.?!])\s+")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e01ef]+")
_WORD = re.compile(r"[^\W_]+(?:['’][a-z]{1,3})?", re.IGNORECASE)

_KINDS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            QuestionKind.WHY,
            r"\bwhy\b|\bhow come\b|\bwhat (?:is|are|was|'s) the (?:reason|point|purpose|cause)s?\b|\bfor what reason\b",
        ),
        (
            QuestionKind.COMPARISON,
            r"\bdifferen(?:ce|ces|t|tiate|s)?\b.{0,60}\b(?:between|from|than|and)\b|\bdiffers?\b|\bversus\b|\bvs\b|\bcompared? (?:to|with)\b"
            r"|\bwhat changes\b|\b(?:which|what) (?:is|one|of|should).{0,60}\bor\b|\bbetter\b.{0,40}\bor\b",
        ),
        (
            QuestionKind.FIGURE,
            r"\bhow (?:long|many|much|often|soon|early|late|big|large|small|high|low|old|frequently|far in advance)\b"
            r"|\bwhat (?:percentage|share|proportion|number|amount|fraction|size|age|date|price|day|deadline)\b|\b(?:by )?what (?:time|date)\b"
            r"|\b(?:salary|price|cost|fee|pay band|deadline|duration)s?\b.{0,80}$|\bin what order of magnitude\b",
        ),
        (
            QuestionKind.LIST,
            r"^(?:a |the )?list\b|\blist (?:all|the|some|me|every)\b|\bname (?:the|some|a few|three|five)\b|\bwhat (?:are|were) (?:the|some|good|common|typical|your|possible)\b|\bexamples? of\b"
            r"|\b(?:signs?|symptoms|steps|stages|kinds|types|reasons|mistakes|pitfalls|criteria|options|ways|ingredients|parts|topics) (?:of|to|that|for|in|when|should|do|are)\b"
            r"|\bwhat (?:should|must|does|do|has to|needs to|belongs?|goes|go)\b.{0,60}\b(?:contain|include|consist|cover|in(?:to)? (?:it|a|an|the|my)|be in)\b"
            r"|\bwhich (?:[a-z-]+ )?(?:questions|things|signs|steps|mistakes|books|metrics|numbers|skills|tasks|people|topics|kinds|points|files|parts)\b|\b(?:which|what) (?:[a-z-]+ )?[a-z-]{3,}(?<!s)s (?:should|do|are|to|must|can|could|would|help|matter|exist|does|did|will)\b|\bchecklist\b|\bwhat all\b",
        ),
        (
            QuestionKind.HOW_TO,
            r"\bhow (?:do|does|can|could|should|would|to|might|am|is|are|shall|else|best)\b|\bwhat (?:should|can|could|do|would|shall|must) (?:i|we|you|one|they)\b|\bwhat to (?:do|say|write|ask)\b|\bwhere (?:do|should|can) (?:i|we|one) (?:start|begin)\b|\b(?:tips|advice|help me|any ideas|any solution|first move|best way|way to)\b|\bhow\W*$",
        ),
        (
            QuestionKind.DEFINITION,
            r"^(?:so |and )?what(?:'s| is| are| was) (?:a |an |the )?[\w\s-]{2,45}\??$|\bwhat do(?:es)? .{2,60} (?:mean|do|stand for|involve)\b|\bdefin(?:e|ition)\b|\bmeaning of\b|\bwhat .{0,20}meant by\b|\bexplain\b",
        ),
        (
            QuestionKind.YES_NO,
            r"(?:^|[,;:–—-] )(?:so |and |but |or |then |ok |hi |hello )?(?:is|are|am|was|were|do|does|did|can|could|should|shall|must|may|might|will|would|has|have|had|isn't|aren't|don't|doesn't|can't|shouldn't|won't|need)\b|\b(?:worth it|is it (?:ok|okay|fine|normal|too)|allowed|take it|accept it|illegal)\b",
        ),
        (QuestionKind.FACT, r"\b(?:what|which|who|whom|whose|where|when|at what)\b"),
    )
)
"""The kinds in the order in which they are tried: the more telling words first."""

_UNITS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (unit, re.compile(pattern, re.IGNORECASE))
    for unit, pattern in (
        (
            "money",
            r"\b(?:cost|costs|price|prices|salary|salaries|pay band|money|euros?|dollars?|eur|usd|fee|compensation figure|budget)\b|[€$£]",
        ),
        ("share", r"\b(?:percent|percentage|per cent|share|proportion|fraction|how much of)\b"),
        (
            "duration",
            r"\bhow (?:long|soon|early|late|quickly|often|frequently|far in advance)\b|\bhow (?:much|many) (?:time|hours?|days?|weeks?|months?|years?|minutes?)\b|\bduration\b",
        ),
        (
            "date",
            r"\b(?:deadline|due date|what date|which date|when (?:do|does|is|are|must) .{0,40}(?:due|hand in|submit|open|close|sit|start))\b",
        ),
        ("count", r"\bhow (?:many|much|big|large|small|high|low)\b|\bwhat (?:number|size|amount)\b"),
    )
)
_CODE = re.compile(
    r"\b(?:code|snippet|command|script|regex|sql|yaml|json|template|sample packet|example packet|boilerplate|config file)\b",
    re.IGNORECASE,
)
_SIDES = (
    re.compile(r"\bbetween (?:an? |the )?(?P<one>[\w\s-]{2,40}?) and (?:an? |the )?(?P<two>[\w\s-]{2,40})", re.IGNORECASE),
    re.compile(
        r"(?P<one>[\w-]+(?: [\w-]+){0,2}) (?:vs\.?|versus|compared (?:to|with)|or|differs? from|different from) (?:an? |the )?(?P<two>[\w-]+(?: [\w-]+){0,2})",
        re.IGNORECASE,
    ),
    re.compile(r"\bfrom (?P<one>[\w-]+(?: [\w-]+)?) to (?P<two>[\w-]+(?: [\w-]+)?)", re.IGNORECASE),
)

_NEXT_LEVEL = re.compile(r"\b(?:my|the) (?:next|target) level\b|\bthe level above(?: mine)?\b", re.IGNORECASE)
_OWN_LEVEL = re.compile(r"\bmy (?:current |own )?level\b", re.IGNORECASE)
_OWN_ROLE = re.compile(r"\bmy (?:role|job title|position)\b", re.IGNORECASE)

_OPENS = re.compile(
    r"^(?:and|but|so|then|also|or|what about|how about|ok(?:ay)?,?|what if|same for|only|even)\b", re.IGNORECASE
)
_POINTS = re.compile(
    r"\b(?:it|that|this|they|them|those|these|there|then|he|she|one|ones|its|their|the same|instead|otherwise|else)\b",
    re.IGNORECASE,
)
_SHAPE = re.compile(
    r"\b(?:difference|differ|between|versus|vs|compared|list|many|much|long|often|examples?|signs)\b", re.IGNORECASE
)
"""Words that give a question its shape, not its subject: a follow-up has a shape of its own."""

_ROLES = ("lead", "manager", "director")
"""Names of levels that are complete without "engineer"."""

_BARE = re.compile(
    r"^(?:and|but|so|then|also|or|what about|how about|ok(?:ay)?,?|for|at|as|with|an?|the|in|on|of|to|same|\W)+", re.IGNORECASE
)


def understand(text: str, previous: Question | None = None, reader: Reader | None = None) -> Question:
    """Read a question.

    Args:
        text: As it was asked.
        previous: The question before it in a conversation: its words complete a question that points back.
        reader: Who asks: "my level" means theirs.
    """
    asked = " ".join(_INVISIBLE.sub(" ", text).split())
    if previous is not None and _points_back(asked):
        return _follow_up(asked, previous)
    return _question(asked, _personal(asked, reader) if reader else asked)


def _personal(text: str, reader: Reader) -> str:
    """The question with "my level", "the next level" and "my role" said in words."""
    for pattern, value in ((_NEXT_LEVEL, reader.target), (_OWN_LEVEL, reader.level), (_OWN_ROLE, reader.role)):
        if value:
            text = value.join(pattern.split(text))
    return text


def _question(asked: str, search: str) -> Question:
    search = _shortened(search)
    kind = kind_of(search)
    return Question(
        text=asked,
        search=search,
        kind=kind,
        words=tuple(dict.fromkeys(words_of(search))),
        sides=_sides(search) if kind is QuestionKind.COMPARISON else (),
        units=tuple(unit for unit, pattern in _UNITS if pattern.search(search)),
        code=_CODE.search(search) is not None,
        levels=levels_in(search),
    )


def kind_of(text: str) -> QuestionKind:
    """The shape of answer that a text asks for; its last question counts more than what is told before it."""
    sentences = [part for part in _END.split(text) if part.strip()]
    asking = [part for part in sentences if part.rstrip().endswith("?")] or sentences[-1:]
    for part in (*reversed(asking), text):
        for kind, pattern in _KINDS:
            if pattern.search(part):
                return kind
    return QuestionKind.SITUATION


def _shortened(text: str) -> str:
    if len(text) <= MAX_CHARS:
        return text
    half = MAX_CHARS // 2
    return f"{text[:half].rsplit(' ', 1)[0]} {text[-half:].split(' ', 1)[-1]}"


def _sides(text: str) -> tuple[str, ...]:
    for pattern in _SIDES:
        if match := pattern.search(text):
            sides = tuple(" ".join(words_of(match.group(side))) for side in ("one", "two"))
            if all(sides) and sides[0] != sides[1]:
                return sides
    return ()


def _points_back(text: str) -> bool:
    """Whether a question cannot be understood without the one before it."""
    own = len(set(words_of(text)))
    if _OPENS.match(text):
        return own <= 5
    return own <= 1 or (own <= 3 and _POINTS.search(text) is not None)


def _follow_up(asked: str, previous: Question) -> Question:
    swapped = _swapped(asked, previous.search)
    told = set(words_of(asked))
    carried = _WORD.findall(_SHAPE.sub(" ", previous.search))
    before = [word for word in carried if (stem := words_of(word)) and stem[0] not in told]
    question = _question(asked, swapped or f"{asked.rstrip(' ?!.')} {' '.join(dict.fromkeys(before))}".strip())
    own = kind_of(asked)
    kind = previous.kind if own in (QuestionKind.SITUATION, QuestionKind.FACT) else own
    return Question(
        text=asked,
        search=question.search,
        kind=kind,
        words=question.words,
        sides=question.sides,
        units=question.units or (previous.units if kind is previous.kind else ()),
        code=question.code,
        levels=question.levels,
        follows=previous.text,
    )


def _swapped(asked: str, before: str) -> str | None:
    """The same question about another level: "and for staff?" after "what is expected of a senior?"."""
    rest = _BARE.sub("", asked).strip(" ?!.")
    named, earlier = LEVELS.findall(asked), LEVELS.findall(before)
    if len(named) != 1 or len(earlier) != 1 or len(rest.split()) > 3:
        return None
    bare = rest.split()[-1].lower() in _ROLES
    return re.sub(
        rf"(?:{LEVELS.pattern})(?: engineers?\b)?" if bare else LEVELS.pattern,
        lambda match: rest,
        before,
        count=1,
        flags=re.IGNORECASE,
    )
