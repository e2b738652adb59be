"""The few numbers on which the local engine decides, shipped with its weights and calibrated on the tuning split."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which something counts.

    Attributes:
        document: The clearest gap statement of a document; below it, the document has no gaps at all.
        headed: The same for a statement in a section headed as one of growth or trouble.
        praise: The same for a document that lists what went well.
        gap: A statement speaks of a present gap of the author.
        gap_headed: The same in a section headed as one of growth or trouble.
        considered: A statement was close enough to a gap to be listed as not used.
        competency: Gap times competency, for the best competency of a statement.
        further: The same for further competencies of one statement.
        implied: The confidence of an inferred gap, as a share of the clearest gap's.
        strength: A competency of an achievement.
    """

    document: float = 0.85
    headed: float = 0.65
    praise: float = 0.97
    gap: float = 0.5
    gap_headed: float = 0.33
    considered: float = 0.15
    competency: float = 0.13
    further: float = 0.38
    implied: float = 0.4
    strength: float = 0.25
