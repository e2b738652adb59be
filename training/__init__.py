"""Training of the local engine's statement reader: labelled statements and one command."""
