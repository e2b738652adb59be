"""Pure functions over words, below the stages: what a heading announces, where a sentence ends, Markdown taken off."""
