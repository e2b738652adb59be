"""What a model said of statements, turned into findings: one a competency, in the person's words, with nothing passed over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coach.engines.llm.assess_shape import NONE, AssessmentSaid, GapSaid, StrengthSaid, WishSaid
from coach.engines.llm.plain_words import NotPlain, plain_words
from coach.language.carried import share_of_words, strange_figures, strange_names
from coach.language.topics import MAX_TOPIC_WORDS, topic_of
from coach.model.competency import Competency, GapType
from coach.model.evidence import Assessment, Category, Finding, Reading, Unused
from coach.model.report import Dropped, GapKind
from coach.model.text import GAP_ROLES, Role, Statement
from coach.ports import Disguise

_CONFIDENCE = {"high": 0.9, "medium": 0.7, "low": 0.5}
_MOST_STATEMENTS = 6
_READ, _UNREAD = 0.9, 0.05
_LEAST_CARRIED = 1 / 3
"""Share of the content words of what the model says is missing that the cited words or the competency's definition have."""

_MOST_TOPIC, _MOST_LACK = 120, 200
_STRONG_READING = 0.75

TRAPS = {
    Role.CLOSED: "a gap of the past that the text says is closed",
    Role.DENIED: "the text denies the gap",
    Role.HYPOTHETICAL: "hypothetical, joking or sarcastic, not meant as a gap",
    Role.OTHERS: "somebody else's problem, or the team's, with no part of the author named",
    Role.QUOTED: "words that are not about the author",
    Role.PRIVATE: "private: health, family or money is never read as a gap",
}
"""Roles whose words carry no gap, and why."""

_NAMED = TRAPS | {
    Role.PREFERENCE: "a choice of the author, not a gap",
    Role.LESSON: "a lesson drawn, with no gap left in its words",
}
PASSED_OVER = "found by the local reader, not used by the model"
"""Why a statement is listed on which the local reader would have put a gap."""


class Verdicts:
    """Collects what a model said in one or more answers about the statements of one person."""

    def __init__(
        self, statements: Sequence[Statement], local: Assessment, competencies: dict[str, Competency], disguise: Disguise
    ) -> None:
        """Begin with nothing heard.

        Args:
            statements: Those the model was asked about.
            local: What the local engine says of them.
            competencies: By id.
            disguise: In which they were sent.
        """
        self._statements = {statement.id: statement for statement in statements}
        self._local = local
        self._competencies = competencies
        self._disguise = disguise
        self._roles: dict[str, tuple[Role, str]] = {}
        self._gaps: dict[str, Finding] = {}
        self._strengths: dict[str, Finding] = {}
        self._wishes: dict[str, Finding] = {}
        self._set_aside: dict[str, Unused] = {}
        self.dropped: list[Dropped] = []

    def hear(self, said: AssessmentSaid) -> None:
        """Take in one answer."""
        for reading in said.reading:
            self._roles[str(reading.id)] = (Role(reading.role), "" if reading.competency == NONE else str(reading.competency))
        for gap in said.gaps:
            self._hear_gap(gap)
        for strength in said.strengths:
            self._hear_strength(strength)
        for wish in said.wishes:
            self._hear_wish(wish)

    def findings(self) -> tuple[Finding, ...]:
        """Gaps, strengths and wishes, the surest first."""
        ordered = [*self._gaps.values(), *self._strengths.values()]
        return (*sorted(ordered, key=lambda finding: -finding.confidence), *self._wishes.values())

    def _hear_gap(self, gap: GapSaid) -> None:
        named = list(dict.fromkeys(str(key) for key in gap.statements))
        keys = [key for key in named if not self._why_not(key)][:_MOST_STATEMENTS]
        if not keys:
            for key in named:
                self._set_aside.setdefault(key, Unused(key, self._why_not(key), self._role(key), str(gap.competency)))
            if not named:
                self._drop("gap", str(gap.competency), "it names no statement as evidence")
            return
        competency = str(gap.competency)
        finding = Finding(
            category=Category.GAP,
            competency=competency,
            statement_ids=tuple(keys),
            confidence=_CONFIDENCE[gap.confidence],
            kind=GapKind(gap.kind),
            gap_type=GapType(gap.gap_type),
            topic=self._topic(gap.topic, keys, competency),
            note=self._lack(gap.lack, keys, competency),
        )
        earlier = self._gaps.get(competency)
        self._gaps[competency] = _joined(earlier, finding) if earlier else finding

    def _why_not(self, key: str) -> str:
        """Why a statement cannot carry a gap: what its place says, and what the model itself reads in it."""
        if self._statements[key].box is True:
            return "its box is ticked: the text says that it is done"
        role = self._role(key)
        return TRAPS.get(role, "") if role else ""

    def _role(self, key: str) -> Role | None:
        return self._roles[key][0] if key in self._roles else None

    def _topic(self, said: str, keys: Sequence[str], competency: str) -> str:
        """The model's phrase where it stands in the cited words; else a phrase cut out of them in code."""
        cited = [self._statements[key] for key in keys]
        try:
            topic = plain_words(self._disguise.restore(said), _MOST_TOPIC).strip(" .,;:“”\"'")
        except NotPlain:
            topic = ""
        if topic and len(topic.split()) <= MAX_TOPIC_WORDS and _stands(topic, cited):
            return topic
        return topic_of(cited[0], self._competencies[competency].aliases)

    def _lack(self, said: str, keys: Sequence[str], competency: str) -> str:
        """What the model says is missing, where nothing in it is news: no figure and no name that the words do not have."""
        if self._disguise.unknown_placeholders(said):
            self._drop("rationale", competency, "it names somebody who was never mentioned to the model")
            return ""
        cited = [self._statements[key] for key in keys]
        sources = [" ".join([item.text, item.label, *item.heading_path]) for item in cited]
        try:
            words = plain_words(self._disguise.restore(said), _MOST_LACK)
        except NotPlain as error:
            self._drop("rationale", competency, str(error))
            return ""
        if strange := strange_figures(words, sources) | strange_names(words, sources):
            self._drop("rationale", competency, f"the cited words do not have {len(strange)} of its figures or names")
            return ""
        about = self._competencies[competency]
        if share_of_words(words, [*sources, about.name, about.definition, *about.aliases]) < _LEAST_CARRIED:
            self._drop("rationale", competency, "neither the cited words nor the competency's definition carry it")
            return ""
        return words.rstrip(".")

    def _hear_strength(self, strength: StrengthSaid) -> None:
        competency = str(strength.competency)
        unfit = {*GAP_ROLES, *TRAPS} - {Role.CLOSED}
        keys = [key for key in dict.fromkeys(str(key) for key in strength.statements) if self._role(key) not in unfit]
        if not keys:
            return
        finding = Finding(Category.STRENGTH, competency, tuple(keys[:_MOST_STATEMENTS]), _CONFIDENCE["medium"])
        earlier = self._strengths.get(competency)
        self._strengths[competency] = _joined(earlier, finding) if earlier else finding

    def _hear_wish(self, wish: WishSaid) -> None:
        key = str(wish.statement)
        competency = "" if wish.competency == NONE else str(wish.competency)
        self._wishes.setdefault(key, Finding(Category.ASPIRATION, competency, (key,), _CONFIDENCE["medium"], note=wish.kind))

    def _drop(self, what: str, competency: str, reason: str) -> None:
        name = self._competencies[competency].name
        self.dropped.append(Dropped(what=f"{what} of the model: {name}", reason=reason, competency=competency))

    def readings(self) -> dict[str, Reading]:
        """The local readings with the model's roles and competencies laid over them."""
        return {key: self._laid_over(reading) for key, reading in self._local.readings.items()}

    def _laid_over(self, reading: Reading) -> Reading:
        if reading.statement_id not in self._roles:
            return reading
        role, competency = self._roles[reading.statement_id]
        others = tuple(pair for pair in reading.competencies if pair[0] != competency)
        return replace(
            reading,
            role=role,
            role_confidence=_READ,
            gap=_READ if role in GAP_ROLES else _UNREAD,
            competencies=((competency, _READ), *others) if competency else reading.competencies,
        )

    def unused(self) -> tuple[Unused, ...]:
        """Statements considered and left: what the local reader would have used first, then what the model reads as no gap."""
        used = {key for finding in self._gaps.values() for key in finding.statement_ids}
        left: dict[str, Unused] = {}
        for key, competency in self._local_gaps():
            if key not in used:
                role = self._role(key)
                why = f"{PASSED_OVER}, which reads it as {role.value}" if role else PASSED_OVER
                left.setdefault(key, Unused(key, why, role, competency))
        for key, unused in self._set_aside.items():
            if key not in used:
                left.setdefault(key, unused)
        for key, (role, competency) in self._roles.items():
            if role in _NAMED and key not in used:
                left.setdefault(key, Unused(key, _NAMED[role], role, competency or None))
        return tuple(left.values())

    def _local_gaps(self) -> Iterable[tuple[str, str]]:
        """Statements on which the local engine puts a gap, or which it takes for a plain one, with the competency."""
        for finding in self._local.findings:
            if finding.category is Category.GAP:
                yield from ((key, finding.competency) for key in finding.statement_ids if key in self._statements)
        for key, reading in self._local.readings.items():
            plainly = reading.role in (Role.SHORTFALL, Role.GROWTH) and reading.gap >= _STRONG_READING
            if plainly and key in self._statements and reading.competencies:
                yield key, reading.competencies[0][0]


def _joined(earlier: Finding, later: Finding) -> Finding:
    """Two findings on one competency as one: the surer one leads."""
    first, second = (earlier, later) if earlier.confidence >= later.confidence else (later, earlier)
    keys = tuple(dict.fromkeys([*first.statement_ids, *second.statement_ids]))[:_MOST_STATEMENTS]
    return replace(first, statement_ids=keys)


def _stands(topic: str, cited: Sequence[Statement]) -> bool:
    wanted = " ".join(topic.split()).casefold()
    return any(
        wanted in " ".join(words.split()).casefold() for item in cited for words in (item.text, item.label, *item.heading_path)
    )
