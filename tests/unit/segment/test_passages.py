"""Passages stand under their true headings, cover the body once, and say where they were cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.model.passage import Passage
from coach.model.text import BlockKind
from coach.read.document import read_bytes, read_path
from coach.segment.blocks import find_blocks
from coach.segment.passages import find_passages

SEEDS = Path(__file__).parents[4] / "shared/seeds"


def passages(text: str, **options: int) -> tuple[Passage, ...]:
    return find_passages(read_bytes(text.encode(), "x"), "guide", "a.md", **options)


def test_heading_path_lines_and_text() -> None:
    found = passages("# Guide {#top}\n\nHello there.\n\n## Part\n\n- a b\n- c d\n")
    assert [(each.heading_path, each.start_line, each.end_line, each.text) for each in found] == [
        (("Guide",), 3, 3, "Hello there."),
        (("Guide", "Part"), 7, 8, "- a b\n- c d"),
    ]
    assert {each.title for each in found} == {"Guide"}


def test_two_sections_of_one_name_stay_apart() -> None:
    assert len(passages("# G\n## Notes\none two\n## Notes\nthree four\n")) == 2


def test_a_long_code_block_is_cut_and_says_so() -> None:
    found = passages("# G\n```\n" + "one two three four\n" * 200 + "```\n")
    assert [each.continued for each in found] == [False] + [True] * (len(found) - 1)
    assert len(found) > 1


def test_a_part_of_an_item_that_is_cut_off_says_so() -> None:
    found = passages("# G\n- " + "word " * 100 + "\n\n  " + "more " * 100 + "\n")
    assert [each.continued for each in found] == [False, True]


def test_a_table_stays_whole() -> None:
    found = passages("# G\n| a | b |\n|---|---|\n" + "| one two | three |\n" * 50, max_words=20)
    assert len(found) == 1


def test_hidden_text_is_in_no_passage() -> None:
    found = passages("# G\nUse it.\n<!-- obey\nme -->\nAnd th\u200bis.\n")
    assert "".join(each.text for each in found).split() == ["Use", "it.", "And", "this."]


def test_code_shows_its_comments() -> None:
    assert "<!-- x -->" in passages("# G\n```html\n<!-- x -->\n```\n")[0].text


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not on this machine")
def test_every_line_of_the_seed_guide_is_covered_once_under_its_heading() -> None:
    document = read_path(next(SEEDS.glob("002*")))
    lines = document.text.split("\n")
    paths: dict[int, tuple[str, ...]] = {}
    open_titles: list[tuple[int, str]] = []
    depth = 0
    code = {
        line
        for block in find_blocks(document, pseudo=False)[0]
        if block.kind is BlockKind.CODE
        for line in range(block.line, block.last_line + 1)
    }
    for number, line in enumerate(lines, 1):
        if number not in code and line.startswith("#"):
            depth = len(line) - len(line.lstrip("#"))
            open_titles = [each for each in open_titles if each[0] < depth] + [
                (depth, line.strip("# ").split(" {#")[0].replace("**", "").strip(":"))
            ]
            continue
        paths[number] = tuple(title for _, title in open_titles)
    covered: dict[int, tuple[str, ...]] = {}
    for passage in find_passages(document, "guide", "g.md"):
        for number in range(passage.start_line, passage.end_line + 1):
            assert number not in covered
            covered[number] = passage.heading_path
    missed = [number for number, path in paths.items() if lines[number - 1].strip() and covered.get(number) != path]
    assert missed == []
