"""The suites: one file each, a bench in and case results out; the order is the list in `coach.evaluate.run`."""
