"""Names the language of a text with py3langid's model, which is in its package and needs no network."""

from __future__ import annotations

_CERTAIN = 0.9
_SAMPLE = 4000
_NO_LANGUAGE = "zxx"


def recognise(text: str) -> str | None:
    """ISO 639-1 code of the language of a text; None where it is not clear."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    code, probability = identifier.classify(text[:_SAMPLE])
    return str(code) if float(probability) >= _CERTAIN and code != _NO_LANGUAGE else None
