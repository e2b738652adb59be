from collections.abc import Mapping
from typing import Unpack

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable

from coach.api import Coach as Coach
from coach.api import ReviewChoices
from coach.api import ask as ask
from coach.api import parse as parse
from coach.api import review as review
from coach.model.report import Report

__version__: str

def retriever(corpus: str = "guide", k: int = 5) -> BaseRetriever: ...
def review_runnable(**choices: Unpack[ReviewChoices]) -> Runnable[str | Mapping[str, object], Report]: ...
