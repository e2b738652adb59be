"""A YAML file to passages: the keys above a line are its heading path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from coach.model.passage import Passage
from coach.model.text import Document
from coach.segment.lines import Visible, split_lines
from coach.segment.passages import MAX_WORDS

_NAMES = ("title", "name", "id", "key", "level")
"""Keys whose value names an item of a list."""

_NAME_CHARS = 80


@dataclass(frozen=True, slots=True)
class _Section:
    """Lines under one path of keys, by number; the last is included."""

    path: tuple[str, ...]
    first: int
    last: int


def find_yaml_passages(document: Document, corpus: str, file: str) -> tuple[Passage, ...] | None:
    """Split a YAML document into passages.

    Returns:
        The passages, which cover every line that is not blank, or None when it is not YAML.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        roots = list(yaml.compose_all(document.text, Loader=loader))
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    lines = split_lines(document.text)
    visible = Visible(document)
    words = [len(line.text.split()) for line in lines]
    name = _name_of(roots[0]) if roots else ""
    passages: list[Passage] = []
    for section in _covering(_sections(roots, words), len(lines)):
        first, last = _trimmed(section, words)
        if first <= last:
            text = "\n".join(visible.cut(line.start, line.end) for line in lines[first - 1 : last])
            path = (name, *section.path) if name else section.path or (file,)
            passages.append(Passage(f"{file}#{len(passages) + 1}", corpus, file, name or file, path, first, last, text))
    return tuple(passages)


def _sections(roots: list[yaml.Node], words: list[int]) -> list[_Section]:
    sections: list[_Section] = []
    for root in roots:
        last = _last_line(root)
        sections.extend(_split(root, (), root.start_mark.line + 1, last, words))
    return sections


def _split(node: yaml.Node, path: tuple[str, ...], first: int, last: int, words: list[int]) -> Iterator[_Section]:
    """The node as one section where it is short or cannot be divided, else its children."""
    children = list(_children(node))
    if sum(words[first - 1 : last]) <= MAX_WORDS or len({line for _, line, _ in children}) < len(children) or not children:
        yield _Section(path, first, last)
        return
    starts = [line for _, line, _ in children]
    if starts[0] > first:
        yield _Section(path, first, starts[0] - 1)
    small: _Section | None = None
    for (name, start, child), end in zip(children, [*(line - 1 for line in starts[1:]), last], strict=True):
        if not isinstance(child, yaml.CollectionNode) and sum(words[start - 1 : end]) <= MAX_WORDS // 3:
            small = _Section(path, small.first if small else start, end)
            continue
        if small:
            yield small
            small = None
        yield from _split(child, (*path, name), start, end, words)
    if small:
        yield small


def _children(node: yaml.Node) -> Iterator[tuple[str, int, yaml.Node]]:
    """Name, first line and value of each key or item; an alias is a name only, so nothing is walked twice."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            own = value if value.start_mark.index >= key.start_mark.index else key
            yield str(key.value)[:_NAME_CHARS] if isinstance(key, yaml.ScalarNode) else "…", key.start_mark.line + 1, own
    elif isinstance(node, yaml.SequenceNode):
        before = node.start_mark.index
        for number, item in enumerate(node.value, 1):
            if item.start_mark.index >= before:
                before = item.start_mark.index
                yield _name_of(item) or str(number), item.start_mark.line + 1, item


def _name_of(node: yaml.Node) -> str:
    """What an item calls itself."""
    if isinstance(node, yaml.ScalarNode):
        return "" if len(node.value) > _NAME_CHARS else str(node.value).strip()
    if isinstance(node, yaml.MappingNode):
        values = {
            key.value: value.value
            for key, value in node.value
            if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
        }
        return next((str(values[name])[:_NAME_CHARS] for name in _NAMES if values.get(name)), "")
    return ""


def _last_line(node: yaml.Node) -> int:
    return int(node.end_mark.line) + (1 if node.end_mark.column else 0) or 1


def _covering(sections: list[_Section], total: int) -> list[_Section]:
    """The sections with the lines between them (comments, document marks) given to the one above."""
    if not sections:
        return [_Section((), 1, total)]
    starts = [1, *(section.first for section in sections[1:])]
    ends = [*(section.first - 1 for section in sections[1:]), total]
    return [_Section(section.path, start, end) for section, start, end in zip(sections, starts, ends, strict=True)]


def _trimmed(section: _Section, words: list[int]) -> tuple[int, int]:
    """The section's lines without the blank ones around them."""
    first, last = section.first, section.last
    while first <= last and not words[first - 1]:
        first += 1
    while last >= first and not words[last - 1]:
        last -= 1
    return first, last
