"""The laws and measures of the code that a machine can read, beside those in .importlinter and pyproject.toml.

An exception to a measure is one entry, with its reason, in allowed_exceptions.toml next to this file. An entry that is no
longer needed fails, so the list only shrinks.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import pwd
import re
import socket
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

from coach.settings import load_settings

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "coach"
MAX_MODULE_LINES, MEDIAN_MODULE_LINES = 400, 120
MAX_FUNCTION_LINES, P95_FUNCTION_LINES = 50, 30
MAX_PARAMETERS = 6
VENDORS = frozenset(
    "altair chromadb docx langchain langchain_chroma langchain_core langchain_huggingface langchain_openai langchain_text_splitters "
    "langgraph langsmith markitdown onnx onnxruntime onnxscript openai pypdf safetensors sentence_transformers sklearn "
    "tokenizers torch transformers vl_convert".split()
)
PLAIN_LIBRARIES = frozenset(
    "charset_normalizer click filelock jinja2 markupsafe numpy phonenumbers platformdirs pydantic pydantic_core pydantic_settings rich snowballstemmer yaml".split()
)
"""What may be imported outside coach.adapters; whatever else is wanted gets an adapter."""

WEB_LIBRARIES = frozenset("fastapi markdown_it nh3 starlette uvicorn".split())
"""What `coach.web` is written in besides: an outer layer that only the command line imports, and late."""

HOMELESS = frozenset("utils util helpers helper common types misc shared lib tools base".split())
SECRETS = re.compile(
    r"\bsk-[A-Za-z0-9_-]{16,}|\bAIza[0-9A-Za-z_-]{30,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{20,}|\bxox[abp]-[A-Za-z0-9-]{10,}"
    r"|\bBearer +[A-Za-z0-9._-]{16,}|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bhf_[A-Za-z0-9]{20,}"
)
MACHINE_PATHS = re.compile(r"(?<![\w.~<>])/(?:work|root|tmp|home|Users|opt/wheels)/\w|\bfile:///")
NOTES_TO_SELF = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")


@dataclass(frozen=True, slots=True)
class Module:
    """A source file of the package."""

    name: str
    path: Path
    text: str
    tree: ast.Module


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method with its measures; the docstring counts towards no length."""

    name: str
    lines: int
    parameters: int


@cache
def modules() -> tuple[Module, ...]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(REPOSITORY).with_suffix("").parts
        if "_data" in parts:
            continue
        text = path.read_text(encoding="utf-8")
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(name, path, text, ast.parse(text)))
    return tuple(found)


@cache
def functions() -> tuple[Function, ...]:
    return tuple(function for module in modules() for function in _functions(module.tree, module.name))


def _functions(node: ast.AST, prefix: str) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = child.args
            names = [item.arg for item in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
            bound = int(bool(names) and names[0] in ("self", "cls"))
            yield Function(f"{prefix}.{child.name}", _length(child), len(names) - bound)
        inner = f"{prefix}.{child.name}" if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else prefix
        yield from _functions(child, inner)


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    last = function.end_lineno or function.lineno
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    return last - function.lineno + 1 - ((first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0)


@cache
def allowed() -> dict[tuple[str, str], int]:
    entries = tomllib.loads((Path(__file__).parent / "allowed_exceptions.toml").read_text(encoding="utf-8")).get("allowed", [])
    for entry in entries:
        assert set(entry) == {"measure", "name", "value", "reason"}, entry
        assert len(entry["reason"]) >= 20, f"the reason of {entry['name']} says nothing"
    return {(entry["measure"], entry["name"]): entry["value"] for entry in entries}


def assert_within(measure: str, measured: dict[str, int], limit: int) -> None:
    """Each value is within the limit or within what is written down for it; nothing is written down in vain."""
    written = {name: value for (kind, name), value in allowed().items() if kind == measure}
    over = {name: value for name, value in measured.items() if value > max(limit, written.get(name, 0))}
    assert not over, f"{measure} over {limit}: {over}"
    stale = {name for name in written if measured.get(name, 0) <= limit}
    assert not stale, f"no longer needed in allowed_exceptions.toml: {stale}"


def test_no_module_is_too_long() -> None:
    lengths = {module.name: len(module.text.splitlines()) for module in modules()}
    assert_within("module-lines", lengths, MAX_MODULE_LINES)
    assert statistics.median(lengths.values()) <= MEDIAN_MODULE_LINES


def test_no_function_is_too_long() -> None:
    assert_within("function-lines", {function.name: function.lines for function in functions()}, MAX_FUNCTION_LINES)
    lengths = sorted(function.lines for function in functions())
    assert lengths[int(len(lengths) * 0.95)] <= P95_FUNCTION_LINES


def test_no_function_has_too_many_parameters() -> None:
    assert_within("parameters", {function.name: function.parameters for function in functions()}, MAX_PARAMETERS)


def test_no_function_branches_too_much() -> None:
    """Asks ruff with every `noqa` ignored, so that an exception is visible in one file."""
    options = "check --select=C901 --ignore-noqa --output-format=json --no-cache ."
    run = subprocess.run(
        [sys.executable, "-m", "ruff", *options.split()], cwd=PACKAGE, capture_output=True, text=True, check=False
    )
    measured = {}
    for fault in json.loads(run.stdout):
        module = ".".join(Path(fault["filename"]).relative_to(REPOSITORY).with_suffix("").parts)
        name, value = re.findall(r"`(\w+)`.*\((\d+) >", fault["message"])[0]
        measured[f"{module}.{name}"] = int(value)
    assert_within("complexity", measured, 10)


def test_every_public_name_has_a_docstring() -> None:
    bare = [name for module in modules() for name in _undocumented(module.tree, module.name)]
    assert not bare


def _undocumented(node: ast.Module | ast.ClassDef, name: str) -> Iterator[str]:
    if ast.get_docstring(node) is None:
        yield name
    for child in node.body:
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not child.name.startswith("_"):
            if isinstance(child, ast.ClassDef):
                yield from _undocumented(child, f"{name}.{child.name}")
            elif ast.get_docstring(child) is None and not _is_overload(child):
                yield f"{name}.{child.name}"


def _is_overload(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(ast.unparse(decorator).split(".")[-1] in ("overload", "setter") for decorator in function.decorator_list)


def test_only_the_command_line_catches_everything() -> None:
    broad = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        if not module.name.startswith("coach.cli")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler | ast.Call) and _is_broad(node)
    ]
    assert not broad


def _is_broad(node: ast.ExceptHandler | ast.Call) -> bool:
    everything = re.compile(r"\b(?:Exception|BaseException)\b")
    if isinstance(node, ast.ExceptHandler):
        return node.type is None or bool(everything.search(ast.unparse(node.type)))
    suppresses = ast.unparse(node.func).split(".")[-1] == "suppress"
    return suppresses and any(everything.search(ast.unparse(argument)) for argument in node.args)


def test_every_module_has_a_concept_for_a_name() -> None:
    homeless = [module.name for module in modules() if module.name.split(".")[-1].strip("_") in HOMELESS]
    assert not homeless


def test_outside_the_adapters_only_plain_libraries_are_imported() -> None:
    foreign = [
        f"{module.name}:{line} imports {target}"
        for module in modules()
        if not module.name.startswith("coach.adapters")
        for target, line, _ in _imports(module.tree)
        if target.split(".")[0] not in (PLAIN_LIBRARIES | sys.stdlib_module_names | {"coach"})
        and not (module.name.startswith("coach.web") and target.split(".")[0] in WEB_LIBRARIES)
    ]
    assert not foreign


def test_adapters_import_their_vendor_when_it_is_used() -> None:
    eager = [
        f"{module.name}:{line} imports {target}"
        for module in modules()
        for target, line, deferred in _imports(module.tree)
        if target.split(".")[0] in VENDORS and not deferred
    ]
    assert not eager


def test_own_modules_are_imported_late_only_where_start_up_depends_on_it() -> None:
    late = [
        f"{module.name}:{line} imports {target}"
        for module in modules()
        if not module.name.startswith(("coach.wiring", "coach.cli", "coach.adapters"))
        for target, line, deferred in _imports(module.tree)
        if target.split(".")[0] == "coach" and deferred
    ]
    assert not late


def _imports(tree: ast.Module) -> Iterator[tuple[str, int, bool]]:
    """Target, line and whether it is imported later than the module: in a function, or for types only."""
    now = {id(node) for statement in tree.body if not _is_typing_guard(statement) for node in _at_import_time(statement)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno, id(node) not in now) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, node.lineno, id(node) not in now


def _at_import_time(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _at_import_time(child)


def _is_typing_guard(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test)


@pytest.mark.parametrize("target", ["coach", "coach.cli.main"])
def test_importing_loads_no_vendor_and_no_numpy(target: str) -> None:
    program = f"import sys, {target}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not set(run.stdout.split()) & (VENDORS | {"numpy", "scipy"})


def test_the_package_under_test_is_this_one() -> None:
    spec = importlib.util.find_spec("coach")
    assert spec is not None
    assert spec.origin == str(PACKAGE / "__init__.py")


def test_no_test_reaches_the_network() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_no_test_sees_the_home_of_the_person() -> None:
    assert Path.home() != Path(pwd.getpwuid(os.getuid()).pw_dir)
    assert load_settings().cache.name == "shared-cache"


@cache
def tracked() -> tuple[tuple[str, str], ...]:
    """Name and text of every file that is, or would be, committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip("needs a git checkout")
    files = []
    for name in sorted(filter(None, run.stdout.split("\0"))):
        try:
            files.append((name, (REPOSITORY / name).read_text(encoding="utf-8")))
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return tuple(files)


def _lines_with(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    own = Path(__file__).relative_to(REPOSITORY).as_posix()
    return [
        f"{name}:{number}: {match.group()}"
        for name, text in tracked()
        if name != own and name.endswith(suffixes or "")
        for number, line in enumerate(text.splitlines(), 1)
        if (match := pattern.search(line))
    ]


def test_no_secret_is_committed() -> None:
    assert not _lines_with(SECRETS)


def test_no_path_of_one_machine_is_committed() -> None:
    assert not _lines_with(MACHINE_PATHS)


def test_no_note_to_self_is_left_in_the_code() -> None:
    assert not _lines_with(NOTES_TO_SELF, ".py", ".toml", ".cfg", ".sh", ".html", ".js", ".css", "Makefile")


@pytest.mark.parametrize(
    ("pattern", "bad", "good"),
    [
        (SECRETS, "key = sk-abcdefghijklmnop1234", "task-oriented and risk-averse-by-nature-as-ever"),
        (SECRETS, "Authorization: Bearer abcdefghijklmnop1234", "Bearer of bad news"),
        (MACHINE_PATHS, "open('/root/notes')", "work/life, and/or home/work"),
        (MACHINE_PATHS, "see /tmp/x", "https://example.org/home/page"),
        (NOTES_TO_SELF, "# TODO later", "a to-do list; todo; TODOS"),
    ],
)
def test_the_patterns_catch_what_they_are_for(pattern: re.Pattern[str], bad: str, good: str) -> None:
    assert pattern.search(bad)
    assert not pattern.search(good)
