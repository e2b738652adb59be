"""`coach corpus`: bring your own guide or ladder, look into it, search it, keep it whole."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.settings import Settings, load_settings

if TYPE_CHECKING:
    from coach.library import Change
    from coach.model.passage import Hit, Passage

_FORMAT = click.option(
    "-f", "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True, help="Output."
)
_COUNTED = re.compile(r"(?P<what>.*?) (?P<done>\d+) of (?P<all>\d+)$")
_EXCERPT = 300

EPILOG = """
\b
Examples:
  coach corpus add our-ladder.md our-guide/ --name acme
  coach corpus show acme
  coach corpus search "how do I get to staff" --corpus acme
  coach corpus update acme                     read its files again

\b
The files are copied into COACH_DATA as they are; indexes are derived from them and built again on any doubt.
"""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Add, browse, search and check guidance corpora: guides and ladders."""


@command.command("add")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("-n", "--name", help="Its name; by default that of the first PATH.")
def add(paths: tuple[Path, ...], name: str | None) -> None:
    """Add files and folders (.md .txt .yaml .yml) as a corpus: all of them, or none."""
    from coach.wiring import library

    settings = load_settings()
    with _bar() as progress:
        change = library(settings).add(paths, name, progress)
        passages = _indexed(settings, change.corpus.name, progress)
    _say_left_out(change)
    click.echo(f"Added {change.corpus.name}: {len(change.new)} file(s), {passages} passages.")


@command.command("list")
def list_all() -> None:
    """List the corpora."""
    from coach.guide import SHIPPED
    from coach.wiring import library

    shelf = library(load_settings())
    click.echo(f"{SHIPPED:<20} shipped with coach")
    for name in shelf.names():
        corpus = shelf.corpus(name)
        click.echo(f"{name:<20} {len(corpus.files)} file(s) from {_shown(', '.join(corpus.origins))}")


@command.command("show")
@click.argument("name", default="guide")
@click.argument("file", required=False)
@_FORMAT
def show(name: str, file: str | None, form: str) -> None:
    """Show what is in a corpus (the guide, without a NAME) by file and heading; of one FILE, its text; as JSON, every passage."""
    from coach.errors import UsageError
    from coach.wiring import corpus_source

    source = corpus_source(load_settings(), name)
    passages = [passage for passage in source.read() if file in (None, passage.file)]
    if file and not passages:
        raise UsageError(f"there is no file {file!r} in {name}", remedy=f"`coach corpus show {name}` lists them.")
    if form == "json":
        value = {
            "corpus": name,
            "hash": source.digest,
            "passages": [_place(passage) | {"text": passage.text} for passage in passages],
        }
        _echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    _echo("\n".join(_pages(passages) if file else _outline(name, passages)))


@command.command("search")
@click.argument("query")
@click.option(
    "-c", "--corpus", "names", multiple=True, default=("guide",), show_default=True, help="Where to search; may be repeated."
)
@click.option("-k", "most", type=click.IntRange(1, 50), default=5, show_default=True, help="Most passages shown.")
@_FORMAT
def search(query: str, names: tuple[str, ...], most: int, form: str) -> None:
    """Show the passages that speak about QUERY, best first."""
    from coach.wiring import open_corpus

    settings = load_settings()
    with _bar() as progress:
        found = [hit for name in dict.fromkeys(names) for hit in open_corpus(settings, name, progress).search(query, most)]
    hits = sorted(found, key=lambda hit: -hit.score)[:most]
    if form == "json":
        value = {
            "query": query,
            "hits": [_place(hit.passage) | {"score": round(hit.score, 4), "text": hit.passage.text} for hit in hits],
        }
        _echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    _echo("\n".join(line for number, hit in enumerate(hits, 1) for line in _hit_lines(number, hit)))


@command.command("update")
@click.argument("name", required=False)
def update(name: str | None) -> None:
    """Read a corpus's files again (every corpus's, without a NAME); only what changed is embedded again."""
    from coach.wiring import library

    settings = load_settings()
    shelf = library(settings)
    for each in [name] if name else shelf.names():
        with _bar() as progress:
            change = shelf.update(each, progress)
            passages = _indexed(settings, each, progress)
        _say_left_out(change)
        counts = f"{len(change.new)} new, {len(change.changed)} changed, {len(change.gone)} gone"
        click.echo(f"{each}: {counts}; {len(change.corpus.files)} file(s), {passages} passages.")


@command.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Remove a corpus from the library, and its index; the files it was added from stay where they are."""
    from coach.wiring import forget_index, library

    settings = load_settings()
    library(settings).remove(name)
    forget_index(settings, name)
    click.echo(f"Removed {name}.")


@command.command("rebuild")
@click.argument("name", required=False)
def rebuild(name: str | None) -> None:
    """Build the index of a corpus (of every one, without a NAME) anew from its files."""
    from coach.guide import SHIPPED
    from coach.wiring import corpus_indexes, corpus_source, library

    settings = load_settings()
    for each in [name] if name else [SHIPPED, *library(settings).names()]:
        source = corpus_source(settings, each)
        with _bar() as progress:
            index = corpus_indexes(settings, progress).rebuild(source)
        click.echo(f"{each}: {len(index.passages)} passages.")


@command.command("verify")
@click.argument("what", required=False, metavar="[NAME|FOLDER]")
def verify(what: str | None) -> None:
    """Check a corpus: of a NAME, its files and its index; of a FOLDER, the strict schema of a shipped corpus.

    Without either, the shipped corpus and every corpus of the library.
    """
    from coach.datafiles import data_folder
    from coach.guide import SHIPPED
    from coach.wiring import library

    settings = load_settings()
    shelf = library(settings)
    folder = Path(what) if what and what not in (SHIPPED, *shelf.names()) else None
    faults = 0
    if what is None or what == SHIPPED or (folder and folder.is_dir()):
        faults += _verify_schema(folder or data_folder("corpus"))
    elif folder:
        shelf.corpus(str(what))
    for name in [SHIPPED, *shelf.names()]:
        if what in (None, name):
            faults += _verify_index(settings, name)
    if faults:
        raise click.exceptions.Exit(7 if folder is None else 1)


def _verify_schema(folder: Path) -> int:
    from coach.corpora import read_corpus
    from coach.corpus_checks import find_faults

    corpus = read_corpus(folder)
    faults = find_faults(corpus)
    for fault in faults:
        click.echo(fault, err=True)
    if not faults:
        click.echo(f"{len(corpus.competencies)} competencies, {len(corpus.ladders)} ladder(s): no faults ({corpus.hash}).")
    return len(faults)


def _verify_index(settings: Settings, name: str) -> int:
    from coach.guide import SHIPPED
    from coach.wiring import corpus_indexes, corpus_source, library

    copies = library(settings).faults(library(settings).corpus(name)) if name != SHIPPED else []
    for fault in copies:
        click.echo(f"{name}: {_shown(fault)}. `coach corpus update {name}` copies it again.", err=True)
    if any(fault.endswith("missing") for fault in copies):
        return len(copies)
    with _bar() as progress:
        faults = corpus_indexes(settings, progress).faults(corpus_source(settings, name))
    for fault in faults:
        click.echo(f"{name}: {fault}; the index is built again when it is next used.", err=True)
    if not faults + copies:
        click.echo(f"{name}: files and index are whole.")
    return len(copies) + sum(fault != "there is no index" for fault in faults)


def _indexed(settings: Settings, name: str, progress: Callable[[str], None]) -> int:
    from coach.wiring import open_corpus

    return len(open_corpus(settings, name, progress).passages)


def _say_left_out(change: Change) -> None:
    for line in change.left_out:
        click.echo(f"left out: {_shown(line)}", err=True)


def _place(passage: Passage) -> dict[str, Any]:
    return {
        "corpus": passage.corpus,
        "file": passage.file,
        "heading_path": list(passage.heading_path),
        "start_line": passage.start_line,
        "end_line": passage.end_line,
    }


def _outline(name: str, passages: Sequence[Passage]) -> Iterator[str]:
    yield f"{name}: {len({passage.file for passage in passages})} file(s), {len(passages)} passages"
    file = ""
    above: tuple[str, ...] = ()
    for passage in passages:
        if passage.file != file:
            file, above = passage.file, ()
            yield f"\n{_shown(file)}"
        path = passage.heading_path
        same = 0
        while same < min(len(above), len(path)) and above[same] == path[same]:
            same += 1
        for depth in range(same, len(path)):
            line = str(passage.start_line) if depth == len(path) - 1 else ""
            yield f"{line:>6}  {'  ' * depth}{_shown(path[depth])}"
        above = path


def _pages(passages: Sequence[Passage]) -> Iterator[str]:
    """Passages verbatim, each under its headings and lines."""
    for passage in passages:
        yield f"{_shown(' > '.join(passage.heading_path))}   (lines {passage.start_line}–{passage.end_line})\n"
        yield from map(_shown, passage.text.expandtabs(4).split("\n"))
        yield ""


def _hit_lines(number: int, hit: Hit) -> Iterator[str]:
    passage = hit.passage
    words = _shown(" ".join(passage.text.split()))
    yield f"{number}. {_shown(' > '.join(passage.heading_path))}   ({hit.score:.2f})"
    yield f"   {passage.corpus}/{_shown(passage.file)}, lines {passage.start_line}–{passage.end_line}"
    yield f"   {words if len(words) <= _EXCERPT else words[:_EXCERPT].rsplit(' ', 1)[0] + ' …'}\n"


def _shown(text: str) -> str:
    """Text that cannot steer a terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def _echo(text: str) -> None:
    sys.stdout.buffer.write((text + "\n").encode("utf-8", "replace"))
    sys.stdout.flush()


@contextmanager
def _bar() -> Iterator[Callable[[str], None]]:
    """A progress bar on standard error while it is a terminal; a stage that counts ("embedding 64 of 376") moves it."""
    if not sys.stderr.isatty():
        yield lambda stage: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("starting", total=None)

        def move(stage: str) -> None:
            counted = _COUNTED.match(stage)
            total = int(counted["all"]) if counted else None
            bars.update(task, description=stage, total=total, completed=int(counted["done"]) if counted else 0)

        yield move
