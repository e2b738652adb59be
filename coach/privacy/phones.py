"""Telephone numbers, by shape, by the words before them, and by the grouping that is usual in some country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_CANDIDATE = re.compile(r"(?<![\w.,/#€$£¥%:-])(?:\+|\(\+?|00)?\d(?:[ \u00a0().\u2010-\u2013/-]{0,3}\d){5,16}(?![\w%]|[.,:]\d)")
_CUE = re.compile(
    r"(?:phone|tel|telephone|mobile|cell|call|ring|whatsapp|signal|sms|text|fax|number|reach|handy|móvil|telefon|telefoon|téléphone|celular|ext|desk|landline|hotline|pager|dial)"
    r"\b[^\n\d]{0,24}$",
    re.IGNORECASE,
)
_NO_PHONE = re.compile(
    r"(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])(?:[ T]\d.*)?"
    r"|(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|[12]\d|3[01])[-./](?:\d\d){1,2}(?:[ ,]+\d.*)?"
    r"|(?:19|20)\d\d ?[-–/] ?(?:19|20)?\d\d|\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,3}(?:\.\d{3})+|\d+[.]\d+(?: ?[-–] ?\d+[.]\d+)?"
    r"|\d+ ?[-–] ?\d+|\d+(?:\.\d+){2,3}"
)
_NORTH_AMERICA = re.compile(r"(?:1[ .-])?\(?[2-9]\d\d\)?[ .\u2011-]{1,2}[2-9]\d\d[ .\u2011-]\d{4}")
_SHORT_NORTH_AMERICA = re.compile(r"555[-. \u2011]01\d\d")
_REGIONS = (
    "GB US DE FR ES IT NL BE CH AT PT BR PL CZ SE NO FI DK IE IN PK BD LK CN JP KR TW HK SG MY ID PH VN TH AU NZ ZA NG KE GH EG MA"
    " IL TR GR RO HU UA RU MX AR CL CO PE AE"
).split()


def phone_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of characters that are telephone numbers; dates, versions, amounts and counts are left alone."""
    for match in _CANDIDATE.finditer(text):
        found = match.group()
        before = text[max(0, match.start() - 40) : match.start()]
        if _is_phone(found, bool(_CUE.search(before))):
            yield match.start(), match.end()


def _is_phone(found: str, cued: bool) -> bool:
    digits = sum(char.isdigit() for char in found)
    if not 7 <= digits <= 15:
        return False
    if found.startswith(("+", "(+")) or cued:
        return True
    if _NORTH_AMERICA.fullmatch(found) or _SHORT_NORTH_AMERICA.fullmatch(found):
        return True
    if _NO_PHONE.fullmatch(found):
        return False
    groups = re.findall(r"\d+", found)
    if len(groups) == 1:
        return False
    return (groups[0].startswith("0") and digits >= 8) or _is_usual_somewhere(found)


@lru_cache(maxsize=4096)
def _is_usual_somewhere(found: str) -> bool:
    """Whether some country writes a valid number of its own in exactly these groups."""
    import phonenumbers

    groups = re.findall(r"\d+", found)
    for region in _REGIONS:
        try:
            number = phonenumbers.parse(found, region)
        except phonenumbers.NumberParseException:
            continue
        national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        if phonenumbers.is_valid_number(number) and re.findall(r"\d+", national) == groups:
            return True
    return False
