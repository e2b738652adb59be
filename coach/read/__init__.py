"""Bytes to `Document`: decoding, limits, and what is hidden in the text."""
