"""What the routes share: the warm coach, the reports in memory, the work in progress."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from starlette.requests import Request

from coach.api import Coach
from coach.web.doors import Doors
from coach.web.held import Reports
from coach.web.jobs import Jobs

GRACE = 1.2
"""Seconds that a review may take before a page with its stages is shown instead of the report."""


@dataclass(frozen=True, slots=True)
class Site:
    """One run of the server.

    Attributes:
        port: Where it listens.
        grace: Seconds that a review may take before its stages are shown.
    """

    coach: Coach
    doors: Doors
    port: int
    reports: Reports = field(default_factory=Reports)
    jobs: Jobs = field(default_factory=Jobs)
    grace: float = GRACE


def site_of(request: Request) -> Site:
    """The run that a request belongs to."""
    return cast("Site", request.app.state.site)
