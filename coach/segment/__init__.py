"""Text to blocks, statements and passages: one rule a file, applied in the order of `blocks.find_blocks`."""
