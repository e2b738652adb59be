"""What a word processor's or a mail program's document becomes: one plain text, and where its words stood."""
