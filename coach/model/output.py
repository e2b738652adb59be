"""The base of everything that `coach` prints for programs."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Output(BaseModel):
    """Base of everything in the output: frozen, strict."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
