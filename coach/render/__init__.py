"""A report as terminal text, Markdown or JSON; every renderer takes the same value and adds nothing to it."""
