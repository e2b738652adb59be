"""One vendor, one file: everything that imports a heavy or replaceable library, and nothing else does."""
