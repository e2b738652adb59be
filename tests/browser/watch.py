"""What a page does besides what it is asked to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Dialog


@dataclass
class Watch:
    """What a page did that no page of ours does.

    Attributes:
        requests: Every address that was asked for.
        trouble: Dialogs, errors and messages of the console.
    """

    requests: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("dialog", self._asked)
        context.on("weberror", lambda error: self.trouble.append(f"error {error.error}"))
        context.on("console", lambda message: self._heard(message.text))

    def _asked(self, dialog: Dialog) -> None:
        self.trouble.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _heard(self, text: str) -> None:
        if not text.startswith("Failed to load resource: the server responded"):  # our own error pages
            self.trouble.append(f"console {text}")

    def foreign(self, address: str) -> list[str]:
        return [url for url in self.requests if not url.startswith((f"{address}/", "data:"))]
