"""The words by which people call their own documents and the occasions that they write them for."""

from __future__ import annotations

import re

_OCCASION = (
    r"(?:annual|yearly|year.?end|end.of.(?:the.)?(?:year|term|quarter|probation)|mid.?year|half.?year(?:ly)?|six.?months?|quarterly|development|performance|"
    r"probation|appraisal|promotion|pay|salary|bonus)"
)
_MEETING = r"(?:review|check.?in|assessment|evaluation|conversation|dialogue|discussion|talk|interview|meeting|report|form|cycle|round|appraisal)"

OWN_REVIEW = re.compile(
    r"self.?(?:review|assessment|evaluation|appraisal|check|rating|matrix|report|score)|performance (?:review|appraisal|evaluation|dialogue|conversation|discussion|talk|form)|"
    r"\bappraisal|\bcalibration|(?:annual|year.?end|end.of.year|mid.?year|half.?year|six.?month|quarterly) (?:review|check.?in|assessment|evaluation|conversation)|"
    r"review (?:form|cycle|template|meeting|talk|round|conversation)|promotion (?:case|packet|doc|dossier|application)|(?:application|case) for (?:a |my )?promotion|\bfor (?:my|the|this) (?:review|appraisal|evaluation)\b|"
    r"\bperf (?:review|cycle)|^\W*employee\s*:",
    re.IGNORECASE | re.MULTILINE,
)
"""What an employer's review calls itself."""

OCCASION = re.compile(
    rf"\b{_OCCASION}[ -]{_MEETING}\b|\b(?:review|evaluation|assessment) (?:H[12]|Q[1-4]|FY ?\d|20\d\d)\b|^\W*(?:half-?year|year-?end)? ?review\b(?! of| for [A-Z])"
    r"|\breview\W{0,3}$",
    re.IGNORECASE | re.MULTILINE,
)
"""The occasion that a review is written for."""

FOREIGN_REVIEW = re.compile(
    r"selbst(?:einsch|beurt|bewert)\w+|mitarbeiter\w*gespr|jahresgespr|auto-?[ée]valua|entretien (?:annuel|d.[ée]valuation|professionnel)|bilan annuel|"
    r"autoevalua|evaluaci[oó]n (?:anual|de(?:l)? desempe)|autoavalia|avalia[cç][aã]o de desempenho|autovaluta|zelf(?:evaluatie|beoordeling)|"
    r"(?:functionerings|beoordelings)gesprek|(?:medarbetar|utvecklings|medarbeider)samtal|medarbejderudviklings|\bMUS\b|kehityskeskustelu|(?:itse)?arviointi|"
    r"samoocena|sebehodnocen|[öo]z ?de[gğ]erlendirme",
    re.IGNORECASE,
)
"""The same in other languages, as it stands in the title of a form that somebody fills in in English."""

REQUESTED = re.compile(
    r"\b(?:the|this|your|^|hi \w+,?) ?(?:form|template|questionnaire|box) (?:says|asks|wants|is|has|reads)|\bform says\b|use this box|free.?form review|"
    r"\b(?:max|maximum|at most|up to|limit)\b[^.\n]{0,12}\b(?:characters|words)\b|"
    r"\b(?:personnel|people team|people department|hr|human resources|head office|management)\b[^.\n]{0,60}\b(?:asks?|asked|requests?|requested|requires?|wants?|wanted)\b"
    r"[^.\n]{0,80}\b(?:review|form|self|assessment|write|evaluation)",
    re.IGNORECASE | re.MULTILINE,
)
"""What says that a form or an office asked for it."""

ASKED = re.compile(
    r"\b(?:asked|told|wants?|wanted|needs?)\b (?:everybody|everyone|us|me|each|all|for)\b[^.\n]{0,40}\b(?:page|pages|lines?|bullets?|sentences?|words|paragraphs?)\b|"
    r"\b(?:i was|we were) (?:asked|told) to\b|\basked by (?:my|our|the)\b|\b(?:drop|send|give) me (?:your|the) \w+",
    re.IGNORECASE,
)
"""What says that somebody asked for it."""

RATED = re.compile(
    r"\bi (?:would )?(?:rate|score|grade|put|place) (?:myself|me)\b|\bto (?:rate|place) myself\b|\bself.?rat\w+|\bmy (?:own )?rating\b|\bscale\W{1,3}\d|\b(?:meets?|meeting|above|exceeds?|exceeding) (?:the |my )?(?:bar|expectations)\b|"
    r"\bready for (?:a |the )?(?:junior|mid|senior|staff|principal)\b|\bagainst (?:our|the|my) (?:level|ladder|matrix|framework)\w*",
    re.IGNORECASE,
)
"""What measures a person against a scale or a level."""

FORM_LINE = re.compile(
    r"^\W*(?:employee(?: (?:id|name|number))?|manager|reviewer|cycle|review period|period|form(?: status)?|job title|department|cost cent(?:re|er))\s*[:;=|]|"
    r"^\W*Q\d{1,2}[_:.) ]|\bcomments? (?:of|by|from) (?:the )?(?:manager|supervisor)|^\W*\d\.\d\.? ",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that only a form has."""

PROMPT = re.compile(r"\b(?:what|where|how|which|why|who|describe|name|do|did|are|have)\b[^.?]*\byour?\b[^.]*\?$", re.IGNORECASE)
"""A question that a form asks."""

REFLECTION = re.compile(
    r"reflect|look(?:ing|s|ed)? back|journal\b|diary|to (?:my)?self\b|thoughts|dear (?:diary|(?:future )?me)\b|learning log|lessons from|nobody asked",
    re.IGNORECASE,
)
"""What people call what they write for themselves."""

RETRO = re.compile(r"\bretro(?:spect\w{0,5})?\b|r[ée]trospect|r[üu]ckblick|year in review", re.IGNORECASE)
"""What people call a look back in a fixed form."""

RETRO_FORM = re.compile(
    r"\bstart\W{1,5}stop\W{1,5}continue|\bkeep\W{1,5}(?:drop|stop)\W{1,5}(?:try|start)|\bmad\W{1,5}sad\W{1,5}glad",
    re.IGNORECASE,
)
"""What people call the usual forms of a look back."""

BRAG = re.compile(
    r"\b(?:brag|hype)\w*\b|\bwins?\b(?! ?[,&/]| and)|accomplishments|achievements(?! ?(?:and|&))|highlights|impact (?:log|doc|summary)|kudos|what i shipped|"
    r"(?:things|stuff) i(?:'ve| have)? (?:did|done|shipped|built|achieved|am proud)|(?:proud|happy) (?:of|about)(?!.*\?)|\bwork log\b",
    re.IGNORECASE,
)
"""What people call a list of what went well."""

GAPS = re.compile(
    r"(?:skills?|my|known|current) gaps?\b|gap (?:list|analysis)|where i'?m thin|development (?:areas|needs)|learning (?:gaps|plan)|skills? (?:to|i) (?:learn|need|lack|build)|"
    r"(?:things|skills|what|topics) (?:i |to )(?:still |want to |have to |need to |must )?(?:learn|lack|can'?t|cannot|don'?t)|"
    r"weak spots|skills? matrix|things i (?:can'?t|cannot|don'?t)|what i (?:lack|don'?t know|can'?t)|areas (?:to|for) (?:improve|develop|grow)\w*",
    re.IGNORECASE,
)
"""What people call a list of skills to build."""

TO_LEARN = re.compile(r"\b(?:learn|study|pick up|practi[sc]e)\b", re.IGNORECASE)
"""What announces something to learn, at the top of a list."""

SKILL_COLUMNS = re.compile(
    r"\b(?:skill|topic|competenc\w+|area)s?\b.*\b(?:now|today|current|have|level|score|evidence)\b.*\b(?:wanted|target|goal|need\w*|want|gap|note|next)\b",
    re.IGNORECASE,
)
"""The columns of a table of skills to build."""

ACHIEVED = re.compile(
    r"\b(?:brag\w*|(?:is|are|went|goes|now) live|launch\w*|shipped|delivered|released|achieved|milestone|record)\b",
    re.IGNORECASE,
)
"""Words in which an achievement is announced."""

BROADCAST = re.compile(
    r"^(?:to: *(?:all|team|everyone|eng\w*)\b.*|(?:hi|hello|hey|dear) (?:all|team|everyone|everybody|folks|colleagues)\b.*)$",
    re.IGNORECASE | re.MULTILINE,
)
"""An address to many."""
