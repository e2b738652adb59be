"""The engine that needs no model server: a small trained reader and rules over the document's structure."""
