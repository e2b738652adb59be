"""The key for a model: from the environment, else from the keyring of the system; never from a flag or a file."""

from __future__ import annotations

import os

from coach.model_settings import ModelSettings

SERVICE = "coach"
"""Name under which the keyring holds keys; the user name is the host, such as "api.openai.com"."""


def key_for(settings: ModelSettings) -> str | None:
    """The key, or None where none is known; a model on this machine is not looked up in the keyring."""
    for name in settings.key_variables:
        if os.environ.get(name):
            return os.environ[name]
    return None if settings.on_this_machine else _from_keyring(settings.host)


def _from_keyring(host: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, host)
    except KeyringError:
        return None
