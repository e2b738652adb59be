"""Whose words a statement is: small documents, each line with the mark it must get.

A line of a case ends in `=> m` (manager) or `=> p` (peer); a line without is the author's or nobody's.
"""

from __future__ import annotations

import re

import pytest

from coach.model.text import Speaker
from coach.read.document import read_bytes
from coach.segment.record import read_record

MARKS = {"m": Speaker.MANAGER, "p": Speaker.PEER}

CASES = {
    # reported in the author's own sentence
    "lead says that I": "My lead says that I close tickets before they are done. => m",
    "according to": "According to my manager I plan in my head only. => m",
    "would like me to": "My manager would like me to delegate more. => m",
    "manager's feedback was": "My manager's feedback was that my designs lack numbers. => m",
    "colleagues told me": "Two colleagues told me that my messages read like orders. => p",
    "describe me": "My teammates describe me as patient. => p",
    "product owner has said": "The release is out, and the product owner has said it saved us a week. => p",
    "a name says that I": "Ines says that I vanish in the planning. => p",
    "a name known as the manager": "I spoke with Ines (my lead) in May.\n\nInes said you hide behind tickets. => m",
    "then the author answers": "My peers said that I rush. => p\n\nI agree with it.",
    # only sounds like it
    "an order": 'I write it in one file, because my lead wants me to "sort it first".',
    "as my lead asked": "Point by point, as my lead asked:\n\nI own the release train.",
    "a thing about themselves": "A reviewer told me he opens the first file and approves.",
    "a fact": "The colleagues took it with humour, they gave me a key ring.",
    "a client as object": "I saw that the client was in a hurry, and I said yes at dinner.",
    "people as object": "Dates are made by people who think that testing is a colour.",
    "people ask": 'People ask "was it hard" and I think they mean the exam.',
    "when asked": "When my manager said I plan badly in May, I had to laugh.",
    "a promise": "My lead said I could lead the migration, and I waited.",
    "not interested": "I do not want the director track and have said so to two directors.",
    "benefits of an advert": "Lunch from our own customers (better than you think).",
    "a story with speech": 'Kofi passed my desk and said "all fine?", and I said "all fine".',
    "the author thinks": "I think my manager deserves a medal.",
    "my customers know": "My customers are hospitals, and I know their wards.",
    # attribution before or after a quotation
    "label with quotation": 'I moved the billing service to the new cluster in spring and nobody noticed it, which was the plan.\n\nManager (in May): "You fix the symptom and go home." => m',
    "label with a number": "Peer 2: you answer too late to review requests. => p",
    "signed by a role": 'I moved the billing service to the new cluster in spring and nobody noticed it, which was the plan.\n\n"Starts well, then disappears." – my manager => m',
    "signed in brackets": 'I moved the billing service to the new cluster in spring and nobody noticed it, which was the plan.\n\n"Ask her before you ask the wiki." (Tomek) => p',
    "signed by no person": '"Leads work of several teams." (ladder, level 5)',
    "signed as a paper": '"What you never test, and why it hurts" (internal talk)',
    "a year is no signature": '"You do not know the numbers." (2023)',
    "unsigned quotation": '"Drives the direction of several teams."\n\nI do that in two.',
    "bare attribution, then quotation": 'I moved the billing service to the new cluster in spring and nobody noticed it, which was the plan.\n\nAnn said:\n\n"You promise too much." => p\n\nI do.',
    "bare attribution of the manager": "I moved the billing service to the new cluster in spring and nobody noticed it, which was the plan.\n\nMy manager wrote:\n\n> You wait for others to decide. => m",
    "attribution as a line": 'feedback from my lead (copied)\n"Good start. => m\nAsk sooner!" => m\n\nI will.',
    # sections
    "manager's section": "## Manager comments\n\nShe delegates too little. => m\n\nHer plans are late. => m",
    "feedback section": '## Feedback from peers\n\n- "Too quick to say yes." => p\n- "I learn from every review." => p',
    "the author answers in it": '## Feedback from peers\n\n"Too quick to say yes." => p\n\nFair.\n\nI have started to say that I will look first.',
    "answers without quotation marks": "## Feedback from my manager\n\nYour estimates are guesses. => m\n\nI have bought a calendar for it.",
    "others and I": '## What my lead said and what I say\n\n"You are late with reports." => m\n\nExams come first this term.',
    "my comments": "## Feedback from customers\n\n### My comments\n\nI would like to take on interviews.",
    "what I need": "## What I need from my manager\n\nA day a month for the tracing work.",
    "asked of the author": "## What would your team say about you?\n\nI am too silent when it gets loud.",
    "360 bullets": '## 360 feedback\n\n- "Never late." => p\n- I read this twice and was glad.',
    "instructions in a section": "## Peer feedback\n\nPlease name two examples.\n\nDoes the colleague share knowledge?\n\n- She shares all of it. => p",
    # block quotes
    "mail": "I moved the billing service to the new cluster in spring and nobody noticed it, which was the plan.\n\nI shipped it.\n\nOn Mon, 3 Nov 2025, Bo wrote:\n> The export is late again. => p",
    "prompt of a form": "> What are you proud of?\n\nThe import.\n\n> Describe where you fall short of expectations.\n\nI test late.",
    "hint": "> (SMART)\n\nFinish the upgrade by May.",
    "handbook": "## From the handbook\n\n> A lead who avoids customers needs a plan for their development.\n\nI meet mine each week.",
    "program": "I asked the chatbot for help.\n\n> Great! Your key strengths include empathy.\n\nIt forgot the rest.",
    # tables
    "columns with own words": "| Area | Me | Manager |\n|---|---|---|\n| Tests | I write them late | she says they come too late |",
    "only a manager's column": "| Area | Manager comment |\n|---|---|\n| Tests | They come too late every time | => m",
    "who speaks is a column": "| Who | What |\n|---|---|\n| my lead | Plans in his head and tells nobody | => m\n| Ann | Explains it twice without a sigh | => p",
    "answered feedback": 'I moved the billing service to the new cluster in spring and nobody noticed it, which was the plan.\n\n| Cycle | Feedback | Since then |\n|---|---|---|\n| 2023 | "Avoids talks." | I hold them weekly now |',
    # no persons
    "HR's text": "## About this form\n\nYour manager will be asked to comment on it. Peers said last year that the form is too long.\n\nI test late.",
    "a name of a field": "manager: Teague, M.\n\nI test late.",
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_each_statement_has_the_speaker_that_the_text_tells(text: str) -> None:
    wanted = {
        number: MARKS[match.group(1)]
        for number, line in enumerate(text.split("\n"), 1)
        if (match := re.search(r" => ([mp])$", line))
    }
    bare = re.sub(r" => [mp]$", "", text, flags=re.MULTILINE)
    found = read_record(read_bytes(bare.encode(), "x.md")).statements
    assert {each.line: each.speaker for each in found if each.speaker is not Speaker.AUTHOR} == wanted
    assert found
