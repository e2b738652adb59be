"""What may leave this machine: reversible pseudonyms for the names in a text, and consent by host."""
