"""Lists of records whose keys nobody has heard of: which key holds the level, the axis, the words, told by what stands there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import yaml

from coach.ladders.level_titles import level_group, level_title

_IN_TITLE = 6
"""Most words in the title of an axis."""

_USUAL = 0.6
"""Share of the records that must have a key, and of its values that must be levels."""


@dataclass(frozen=True, slots=True)
class RecordKeys:
    """What the keys of some records hold; empty for what is not told.

    Attributes:
        level: The key whose values are levels.
        axes: Keys whose values are titles, from the wide to the narrow.
        words: The key that holds the expectation.
    """

    level: str = ""
    axes: tuple[str, ...] = ()
    words: str = ""


NOTHING_TOLD = RecordKeys()


def record_keys(
    records: Sequence[yaml.Node], named: Collection[str], words: Collection[str], others: Collection[str]
) -> RecordKeys:
    """Tell the keys of a list of records by their values.

    Args:
        records: The items of the list.
        named: Keys that are known to name a level or an axis: where one of them stands, nothing needs telling.
        words: Keys that are known to hold expectations.
        others: Keys that are known to hold none of these.
    """
    rows = [_scalars(record) for record in records if isinstance(record, yaml.MappingNode)]
    if len(rows) < 2 or len(rows) < len(records) or any(key in named for row in rows for key in row):
        return NOTHING_TOLD
    columns = {
        key: [row.get(key, "") for row in rows]
        for key in dict.fromkeys(key for row in rows for key in row)
        if sum(key in row for row in rows) >= _USUAL * len(rows)
    }
    level = next((key for key, values in columns.items() if level_group(values, _USUAL)), "")
    free = {key: values for key, values in columns.items() if key != level and key not in words and key not in others}
    steps = [key for key in free if level_title(key) or level_title(key.upper())]
    if len(steps) >= 2:
        return RecordKeys(axes=_titles([key for key in free if key not in steps], free))
    if level:
        told = "" if any(key in words for key in columns) else _wordiest(list(free), free)
        return RecordKeys(level, _titles([key for key in free if key != told], free), told)
    return _title_and_words(free, [values for key, values in columns.items() if key in words])


def _scalars(record: yaml.MappingNode) -> Mapping[str, str]:
    return {
        str(key.value).strip().lower().replace("-", "_"): str(value.value).strip()
        for key, value in record.value
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode) and str(value.value).strip()
    }


def _titles(keys: Sequence[str], columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The keys with short values; what repeats most is the widest."""
    short = [key for key in keys if _is_title(columns[key])]
    return tuple(sorted(short, key=lambda key: len(set(columns[key]))))


def _is_title(values: Sequence[str]) -> bool:
    written = [value for value in values if value]
    return all(len(value.split()) <= _IN_TITLE and not value.isdigit() for value in written)


def _wordiest(keys: Sequence[str], columns: Mapping[str, Sequence[str]]) -> str:
    """The key with the longest values, unless it is the only one and its values are titles."""
    if not keys or (len(keys) == 1 and _is_title(columns[keys[0]])):
        return ""
    return max(keys, key=lambda key: sum(map(len, columns[key])))


def _title_and_words(free: Mapping[str, Sequence[str]], told: Sequence[Sequence[str]]) -> RecordKeys:
    """Two keys, of which the first names and the other, longer one tells."""
    if not free or len(free) + bool(told) != 2:
        return NOTHING_TOLD
    title, words = next(iter(free)), "" if told else list(free)[1]
    longer = sum(map(len, told[0] if told else free[words])) > sum(map(len, free[title]))
    differ = len(set(free[title])) == len(free[title])
    return RecordKeys(axes=(title,), words=words) if differ and (longer or told) and _is_title(free[title]) else NOTHING_TOLD
