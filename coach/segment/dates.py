"""Dates, periods and ratings as people write them."""

from __future__ import annotations

import re

_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_ABBREVIATED = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DATE = re.compile(
    rf"\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)? (?P<month>{_MONTHS})\.?,? (?P<year>20\d\d)\b"
    rf"|\b(?P<month2>{_MONTHS})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>20\d\d)\b|\b(?P<d3>\d{{1,2}})[./](?P<m3>\d{{1,2}})[./](?P<y3>20\d\d)\b",
    re.IGNORECASE,
)
PERIOD = re.compile(
    rf"\b(?:Q[1-4](?: ?[-–/&] ?Q[1-4])?[ ,/]{{0,2}}(?:FY)?(?:'?\d\d\b|20\d\d)|(?:FY|H[12])[ /]?'?(?:20)?\d\d(?:[/-]\d\d)?|20\d\d ?[-/]? ?(?:Q[1-4]|H[12])|"
    rf"(?:{_MONTHS})(?: 20\d\d)? ?(?:[-–]|to|until) ?(?:{_MONTHS}) 20\d\d|(?:first|second) half (?:of )?20\d\d|"
    rf"(?:annual|year.?end|mid.?year|performance) (?:review|self.?review|self.?assessment|self.?evaluation|reflection|appraisal)[ :,–-]{{1,3}}20\d\d|"
    rf"20\d\d(?:/\d\d)?(?= (?:annual|year|mid.?year|self|performance|review|in review|reflection|retro|brag|goals)))\b",
    re.IGNORECASE,
)
_WORDED = (
    r"(?:(?:strongly|far|consistently|mostly|fully|partially|significantly|often|always|clearly) )?"
    r"(?:exceed(?:s|ed|ing)?|meet(?:s|ing)?|met|below|outstanding|strong|solid|needs improvement|on track|superb|good|great|successful|unsatisfactory)\b"
    r"(?: (?:all |most |some )?(?:of )?(?:the |my )?(?:expectations?|bar|requirements))?"
)
_SCORE = r"\d(?:\.\d{1,2})? ?(?:/|out of|of) ?\d{1,2}\b|[1-5](?:\.\d)?\b(?![.%\d/]\d|\w| ?%)|[A-E][+-]?(?![\w'’])"
_JUDGED = r"(?:is|was|would be|as|at|:|=|–|—|-)"
RATING = re.compile(
    rf"(?<!satisfaction )(?<!engagement )(?<!test )(?<!risk )(?<!peer )\b(?:(?:overall|self|my|own|final|total|performance)[- ]){{0,3}}"
    rf"(?:self[- ]?)?(?:assessment|rating|evaluation|opinion|verdict|grade)(?: for (?:this|the) (?:year|period|half|quarter)| of myself)?"
    rf"[*_\"]{{0,3}}[ \t]{{0,3}}{_JUDGED}[ \t]{{0,3}}[*_\"'“‘]{{0,3}}(?P<value>{_WORDED}|{_SCORE})"
    rf"|\brat(?:e|ed|ing) (?:myself|my(?: own)? (?:year|work|performance))(?: overall)? ?(?:an?|as|at|with|:)? ?[*_\"'“‘]{{0,3}}(?P<own>{_WORDED}|{_SCORE})",
    re.IGNORECASE,
)


def iso_date(words: str) -> str:
    """The first date in `words` as YYYY-MM-DD, or the words where there is none."""
    match = DATE.search(words)
    if match is None:
        return words
    if match["iso"]:
        return match["iso"]
    if match["d3"]:
        day, month = int(match["d3"]), int(match["m3"])
        if month > 12:
            day, month = month, day
        return f"{match['y3']}-{month:02d}-{day:02d}" if month <= 12 and day <= 31 else words
    month = _ABBREVIATED.index((match["month"] or match["month2"])[:3].lower()) + 1
    return f"{match['year'] or match['year2']}-{month:02d}-{int(match['day'] or match['day2']):02d}"
