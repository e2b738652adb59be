"""`coach serve`: the local page and the HTTP interface, for one person on one machine."""
