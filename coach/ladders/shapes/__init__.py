"""Shapes in which ladders are written: one file a shape, one signature, the order in `coach.ladders.read.SHAPES`."""
