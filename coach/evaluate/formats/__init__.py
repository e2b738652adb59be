"""A run and its verdict for readers: a terminal, a pull request, a CI system, a browser."""
