"""YAML and JSON: nested keys, lists of records, competencies with levels, tracks with milestones."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from coach.ladders.level_titles import level_group, level_title, unslugged
from coach.ladders.parts import Node, Parts, Piece
from coach.ladders.shapes.record_keys import NOTHING_TOLD, RecordKeys, record_keys
from coach.language.clean import plain
from coach.model.text import Document

_MOST_NODES = 20_000
_DEEPEST = 24
_NAME = ("title", "displayname", "display_name", "name", "label")
_LEVEL = ("level", "grade", "seniority", "band", "milestone", "rank", "rung", "tier", "job_level", "career_level")
_AXIS = (
    "pillar",
    "category",
    "domain",
    "area",
    "track",
    "theme",
    "topic",
    "dimension",
    "axis",
    "competency",
    "competence",
    "skill",
    "practice",
    "attribute",
    "capability",
)
"""Keys whose value is the title of an axis, from the wide to the narrow."""

_LEVELS = ("levels", "milestones", "grades", "steps", "bands", "rungs", "job_levels", "career_levels", "ladder_levels")
_THROUGH = frozenset(
    "competencies skills axes dimensions tracks topics themes areas categories content criteria criterion signals summary text description descriptions "
    "expectation expectations behaviours behaviors behaviour behavior statement statements requirements items details body value what expected "
    "examplecriteria example_criteria ladder framework matrix cells entries data career_ladder responsibilities "
    "per_level by_level for_level at_level level_expectations level_descriptions wording standards demands must must_have required".split()
)
"""Keys that hold words or structure and name nothing."""

_EXAMPLES = frozenset("example examples sample samples nice nice_to_have optional bonus proficiency proficiency_level".split())
"""Keys whose words an expectation can do without: they count where there are no others."""

_ASIDE = frozenset(
    "id key slug version url urls link links supportingurls xp points weight weights color colour order path yaml homepage sidebartitle sidebargroup "
    "date updated author authors owner license licence source tags template layout schema type icon scope aliases linktitle draft toc".split()
)
_OTHERS = _EXAMPLES | _ASIDE | frozenset(_LEVELS)
_NAMED = frozenset((*_NAME, *_LEVEL, *_AXIS))


def read(document: Document, file: str) -> Parts:
    """Read a YAML or JSON file."""
    return parts_of(document.text.removeprefix("\ufeff"), file)


def parts_of(text: str, file: str, lines_before: int = 0) -> Parts:
    """Read YAML that begins after some lines of its file; what is not YAML, or no mapping or list, gives nothing."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError):
        return Parts()
    if not isinstance(root, yaml.MappingNode | yaml.SequenceNode):
        return Parts()
    top = Node("", 1 + lines_before, file)
    _Reader(file, lines_before).fill(top, root, 0)
    return Parts(nodes=tuple(top.children))


class _Reader:
    """Turns YAML nodes into an outline; repeated anchors cost like copies, so both size and depth are limited."""

    def __init__(self, file: str, lines_before: int) -> None:
        self._file = file
        self._before = lines_before
        self._left = _MOST_NODES

    def fill(self, node: Node, value: yaml.Node, depth: int, example: bool = False, keys: RecordKeys = NOTHING_TOLD) -> None:
        """Put what a YAML value says under `node`; `keys` tells what those of a record hold."""
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            return
        if isinstance(value, yaml.ScalarNode):
            text = plain(str(value.value))
            if text and value.tag != "tag:yaml.org,2002:null":
                node.pieces.append(Piece(text, self._line(value), example))
        elif isinstance(value, yaml.SequenceNode):
            told = record_keys(value.value, _NAMED, _THROUGH, _OTHERS)
            for item in value.value:
                self.fill(node, item, depth + 1, example, told)
        elif isinstance(value, yaml.MappingNode):
            self._fill_mapping(node, value, depth, example, keys)

    def _fill_mapping(self, node: Node, value: yaml.MappingNode, depth: int, example: bool, keys: RecordKeys) -> None:
        scalars = {
            _key(key): item for key, item in value.value if isinstance(item, yaml.ScalarNode) and str(item.value).strip()
        }
        inner = node
        name = next((str(scalars[key].value) for key in _NAME if key in scalars), "")
        if name and not any(key in scalars for key in _LEVEL) and (node.level or level_title(node.label)):
            node.label = _with_name(node.label, name)
            scalars = {key: item for key, item in scalars.items() if key not in _NAME}
        for title, is_level in self._titles(scalars, keys):
            child = Node(title, self._line(value), self._file, level=is_level)
            inner.children.append(child)
            inner = child
        used = {*_NAME, keys.level, *keys.axes, *(key for key in (*_LEVEL, *_AXIS) if key in scalars)}
        for key, item in value.value:
            name = _key(key)
            plain_value = isinstance(item, yaml.ScalarNode)
            if name in _ASIDE or (plain_value and (name in used or name in _LEVELS)):
                continue
            if name == keys.words and plain_value:
                self.fill(inner, item, depth + 1, example)
                continue
            self._fill_key(inner, key, item, depth, example)

    def _fill_key(self, node: Node, key: yaml.Node, item: yaml.Node, depth: int, example: bool) -> None:
        name = _key(key)
        if name in _LEVELS and self._fill_levels(node, item, depth):
            return
        if name in _THROUGH or name in _EXAMPLES or name in _LEVELS:
            self.fill(node, item, depth + 1, example or name in _EXAMPLES)
            return
        written = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        child = Node(unslugged(written.replace("_", " ")), self._line(key), self._file)
        node.children.append(child)
        self.fill(child, item, depth + 1, example)

    def _fill_levels(self, node: Node, value: yaml.Node, depth: int) -> bool:
        """Levels below a key that says so: named by their keys, by their titles, or by their place."""
        if isinstance(value, yaml.MappingNode):
            for key, item in value.value:
                child = Node(_label(key), self._line(key), self._file, level=True)
                node.children.append(child)
                self.fill(child, item, depth + 1)
            return True
        if not isinstance(value, yaml.SequenceNode):
            return False
        words = [str(item.value) for item in value.value if isinstance(item, yaml.ScalarNode)]
        if words and level_group(words, 0.6):
            node.children += [Node(str(item.value), self._line(item), self._file, level=True) for item in value.value]
            return True
        for place, item in enumerate(value.value, 1):
            child = Node(f"Level {place}", self._line(item), self._file, level=True)
            node.children.append(child)
            if isinstance(item, yaml.MappingNode) and (titled := _own_title(item)):
                child.label = titled
                self.fill(child, _without(item, (*_NAME, *_LEVEL, *(("code",) if _code(item) else ()))), depth + 1)
            else:
                self.fill(child, item, depth + 1)
        return True

    def _titles(self, scalars: dict[str, yaml.ScalarNode], keys: RecordKeys) -> Iterator[tuple[str, bool]]:
        """Axis and level that the keys of one record name, outermost first."""
        yield from ((unslugged(str(scalars[key].value)), False) for key in keys.axes if key in scalars)
        if keys.level in scalars:
            yield str(scalars[keys.level].value), True
            return
        name = next((str(scalars[key].value) for key in _NAME if key in scalars), "")
        level = next((str(scalars[key].value) for key in _LEVEL if key in scalars), "")
        axes = [str(scalars[key].value) for key in _AXIS if key in scalars]
        yield from ((unslugged(axis), False) for axis in axes)
        if name and level and level_title(name):
            yield _with_name(level, name), True
            return
        if name:
            yield unslugged(name), False
        if level:
            yield level, True

    def _line(self, value: yaml.Node) -> int:
        line = int(value.start_mark.line) + 1 + self._before
        return line + 1 if isinstance(value, yaml.ScalarNode) and value.style in ("|", ">") else line


def _key(key: yaml.Node) -> str:
    return str(key.value).strip().lower().replace("-", "_") if isinstance(key, yaml.ScalarNode) else ""


def _label(key: yaml.Node) -> str:
    return str(key.value) if isinstance(key, yaml.ScalarNode) else ""


def _own_title(item: yaml.MappingNode) -> str:
    """Title of a level that is a record: its name, with its code or number before it."""
    scalars = {_key(key): str(value.value) for key, value in item.value if isinstance(value, yaml.ScalarNode)}
    name = next((scalars[key] for key in _NAME if scalars.get(key)), "")
    code = next((scalars[key] for key in (*_LEVEL, "id") if scalars.get(key)), "") or _code(item)
    return _with_name(code, name)


def _code(item: yaml.MappingNode) -> str:
    """A level's code, where "code" is not what a level says on code."""
    code = next(
        (str(value.value) for key, value in item.value if _key(key) == "code" and isinstance(value, yaml.ScalarNode)), ""
    )
    return code if len(code.split()) == 1 else ""


def _with_name(key: str, name: str) -> str:
    """A level's title from its key, code or number and its name: "L3 Engineer", "Level 2 – Second mate", "Baker (mid)"."""
    if not name or not key or name.lower() in key.lower():
        return name or (f"Level {key}" if key.isdigit() else key)
    if key.isdigit():
        return f"Level {key} – {name}"
    found = level_title(key)
    if found is None or key.lower() in name.lower():
        return name
    return f"{key} {name}" if found.number is not None else f"{name} ({key})"


def _without(item: yaml.MappingNode, keys: tuple[str, ...]) -> yaml.MappingNode:
    kept = [(key, value) for key, value in item.value if _key(key) not in keys]
    return yaml.MappingNode(item.tag, kept, item.start_mark, item.end_mark)
