"""A ladder that somebody brings: files in any of the usual shapes, read into a `Ladder` in its own words."""
