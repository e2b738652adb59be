"""`coach` reads what people write about their own work and answers as an engineering coach would.

    from coach import review, parse, ask

What these names stand for is loaded when they are first used; `import coach` itself loads nothing. Their types are in
`__init__.pyi`.
"""

from importlib import import_module

__version__ = "0.1.0"
__all__ = ["Coach", "__version__", "ask", "parse", "retriever", "review", "review_runnable"]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("coach.api"), name)
    raise AttributeError(f"module 'coach' has no attribute {name!r}")
