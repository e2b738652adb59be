"""A model server elsewhere, asked once for each request that is recorded."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from coach.errors import ProviderFailed, UsageError

_SECONDS = 300


def upstream_at(base_url: str, key: str) -> Callable[[str, dict[str, Any]], tuple[int, dict[str, str], dict[str, Any]]]:
    """Hand requests on to a server that speaks OpenAI's chat completions.

    Args:
        base_url: Such as "https://api.openai.com/v1".
        key: Sent as the bearer token to this server only; empty for none.

    Raises:
        UsageError: The address is no HTTP address.
    """
    if not base_url.startswith(("http://", "https://")):
        raise UsageError(f"{base_url!r} is no address", place="--base-url", remedy="It begins with https:// or http://.")

    def answer(path: str, body: dict[str, Any]) -> tuple[int, dict[str, str], dict[str, Any]]:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
        url = base_url.rstrip("/") + "/" + path.removeprefix("/v1").lstrip("/")
        request = Request(url, json.dumps(body).encode(), headers)  # noqa: S310 - checked above
        try:
            with urlopen(request, timeout=_SECONDS) as reply:  # noqa: S310 - checked above
                return reply.status, dict(reply.headers), json.loads(reply.read())
        except HTTPError as error:
            return error.code, {}, {"error": {"message": f"HTTP {error.code}"}}
        except (URLError, TimeoutError, ValueError) as error:
            raise ProviderFailed(f"the model did not answer ({type(error).__name__})", place=base_url) from error

    return answer
