"""`coach` reads what people write about their own work and answers as an engineering coach would.

    from coach import review, parse, ask

What these names stand for is loaded when they are first used; `import coach` itself loads nothing. Their types are in
`__init__.pyi`.
"""

import sys
from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"
__all__ = ["Coach", "__version__", "ask", "parse", "retriever", "review", "review_runnable"]


class _Package(ModuleType):
    """Keeps `coach.ask` the function: importing the module of that name would put the module there."""

    ask = property(lambda self: import_module("coach.api").ask, lambda self, module: None)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("coach.api"), name)
    raise AttributeError(f"module 'coach' has no attribute {name!r}")
