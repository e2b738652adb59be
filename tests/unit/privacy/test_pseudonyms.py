"""Names leave under pseudonyms and come back as they were."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.privacy.pseudonyms import Pseudonyms


def masked(text: str, *extra: str) -> str:
    pseudonyms = Pseudonyms.for_documents([text], extra)
    result = pseudonyms.mask(text)
    assert pseudonyms.restore(result) == text
    return result


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("I paired with Ana Souza and it helped.", ("Ana", "Souza")),
        ("I asked Piet van der Berg about it.", ("Piet", "van", "der", "Berg")),
        ("We met Maria da Silva's team.", ("Maria", "da", "Silva")),
        ("The plan was late. MG said so.", ("MG",)),
        ("FEEDBACK FOR ANA SOUZA\n\nThe year with Ana Souza was good.", ("ANA", "SOUZA", "Ana")),
        ("Will said it was fine. I trust Will.", ("Will",)),
        ("Mark and I wrote it. Mark's part was short.", ("Mark",)),
        ("May told me in May.", ("May told",)),
        ("April's feedback was clear.", ("April",)),
        ("April is our new lead.", ("April",)),
        ("June was kind. I asked June about it.", ("June",)),
        ("We sold it to Arrow Electronics and Apollo Hospitals.", ("Electronics", "Hospitals")),
        ("I joined Kotlin Studio last year.", ("Studio",)),
        ("I like Grace and Rose, who help.", ("Grace", "Rose")),
        ("Then O'Brien, Jean-Luc and Seo-yeon left.", ("Brien", "Jean", "Luc", "Seo", "yeon")),
        ("I helped Małgorzata Wiśniewska-Kot a lot.", ("Małgorzata", "Wiśniewska", "Kot")),
        ("I spoke with 李明 and with Оксана Гриценко today.", ("李明", "Оксана", "Гриценко")),
        ("we shipped it with Priya. later priya fixed it.", ("Priya", "priya")),
        ("I work at Halvorsen Systems GmbH now.", ("Halvorsen", "Systems", "GmbH")),
        ("I led Project Falcon. Then falcon was late.", ("Falcon",)),
        ("I ran the Kestrel migration and kestrel-api.", ("Kestrel", "kestrel")),
        ("Lighthearted as ever, Bridge slipped. Bridge is old.", ("Bridge slipped",)),
        ("See PAY-1234, ana@example.org, @ana_s and #proj-kestrel.", ("PAY", "1234", "ana", "kestrel")),
        ("Open https://wiki.acme.internal/x/y?z=1, please.", ("wiki", "acme", "internal", "z=1")),
        ("The host db.prod.acme.internal:5432 was down.", ("acme", "5432")),
        ("Call +44 20 7946 0123 or (212) 555-0147.", ("7946", "0123", "555", "0147")),
        ("Phone: 98765 43210.", ("98765", "43210")),
        ("We sit at 12 Cuttlewell Street in Lisbon.", ("12", "Cuttlewell", "Street", "Lisbon")),
        ("Badge no 20418, key 7f3a9c2e, id 123e4567-e89b-12d3-a456-426614174000.", ("20418", "7f3a9c2e", "123e4567")),
    ],
)
def test_what_tells_who_or_where_is_hidden(text: str, gone: tuple[str, ...]) -> None:
    result = masked(text)
    for part in gone:
        assert not re.search(rf"(?<![^\W_]){re.escape(part)}(?![^\W_])", result), result


@pytest.mark.parametrize(
    "text",
    [
        "I moved 46 services to Kubernetes (GKE) with Helm, ArgoCD, Terraform and Spring Boot 3.",
        "I know Python 3.12, C++, C#, Node.js, PostgreSQL, gRPC, CI/CD and TCP/IP.",
        "We served 1,200,000 requests on 2024-05-01; p99 fell from 900 ms to 240 ms, 99.95 % uptime.",
        "In May 2025 I became a Senior Software Engineer; in June a Staff Engineer.",
        "Will we ship it? May I ask? Mark it as done.",
        "The SLA, the SLO and the RFC were reviewed by the Platform team in Q3.",
        "## Areas For Improvement\n\nDelegation and communication.",
        "We follow ISO-8601, SHA-256, UTF-8 and COVID-19 rules, version 1.2.3, covid-19.",
        "It cost 1 200 000 or 1.200.000 or 2019-2023 or 10:30-11:45.",
        "I was NOT happy. NEVER again.",
        "I moved the app to Kotlin Multiplatform in April, with React Query and the Azure Service Bus.",
        "April was quiet. June had an outage. April and May were calm.",
    ],
)
def test_evidence_and_technology_survive(text: str) -> None:
    assert masked(text) == text


def test_a_person_has_one_number_and_a_letter_for_each_written_form() -> None:
    text = "Ana Souza joined. I asked Ana. Souza said ANA SOUZA is fine. I asked Ben Souto too."
    assert masked(text) == "Person_1 joined. I asked Person_1b. Person_1c said Person_1d is fine. I asked Person_2 too."


def test_a_first_name_of_two_people_is_neither() -> None:
    text = "I asked Ana Souza and Ana Lima. Then Ana said no."
    assert masked(text) == "I asked Person_1 and Person_2. Then Person_3 said no."


def test_numbers_that_begin_alike_are_kept_apart() -> None:
    names = [f"Zork{letter}{letter}ik" for letter in "abcdefghijklmnop"]
    text = "I asked " + ", then ".join(names) + " today."
    pseudonyms = Pseudonyms.for_documents([text])
    assert len(pseudonyms.placeholders) == len(names)
    assert pseudonyms.restore(pseudonyms.mask(text)) == text


def test_a_text_that_has_such_placeholders_gets_others() -> None:
    text = "The log has Person_1 and person\\_2. I asked Ana Souza."
    pseudonyms = Pseudonyms.for_documents([text])
    assert not any(name.lower() in text.lower() for name in pseudonyms.placeholders)
    assert pseudonyms.restore(pseudonyms.mask(text)) == text
    assert Pseudonyms.for_documents([text]).mask(text) == pseudonyms.mask(text)


def test_what_the_person_asks_for_is_hidden_in_any_case() -> None:
    result = masked("The blue team and the BLUE  TEAM won.", "blue team")
    assert "blue" not in result.lower()


def test_fragments_of_a_document_keep_its_placeholders() -> None:
    text = "Lighthouse keeping is fun. I asked Will about it.\n\nWill you join? I did."
    pseudonyms = Pseudonyms.for_documents([text])
    before = pseudonyms.placeholders
    assert pseudonyms.mask("I asked Will about it.") == "I asked Person_1 about it."
    assert pseudonyms.placeholders == before


def test_a_text_that_comes_later_is_masked_too() -> None:
    pseudonyms = Pseudonyms.for_documents(["I asked Ana Souza."])
    later = "Then Bram Okker wrote from bram@example.org about Ana."
    result = pseudonyms.mask(later)
    assert not re.search("Bram|Okker|example|Ana", result)
    assert pseudonyms.restore(result) == later


def test_a_model_may_only_use_what_it_was_given() -> None:
    pseudonyms = Pseudonyms.for_documents(["I asked Ana Souza and Ben Lima."])
    answer = "Person_1 and Person\\_2 agree; Person_7 and Org_1 do not, Person_1's view, Person_1z, Person_7."
    assert pseudonyms.unknown_placeholders(answer) == ["Person_7", "Org_1", "Person_1z"]
    assert pseudonyms.restore("Person\\_2 and Person_7") == "Ben Lima and Person_7"


def test_the_summary_has_counts_and_no_names() -> None:
    pseudonyms = Pseudonyms.for_documents(["I asked Ana Souza at ana@example.org about PAY-1."])
    assert dict(pseudonyms.summary()) == {"Person": 1, "Email": 1, "Ticket": 1}
    assert "Ana" not in repr(pseudonyms)


_PIECES = st.sampled_from(
    [
        *(
            "Ana Souza|ana|ANA|Ana's|Souza|Person_1|Person_10|Person_1b|Name\\_1|_1|_|1|b|'s|-|.|@|#|+44 20 7946 0123".split(
                "|"
            )
        ),
        " ",
        "\n",
        ", ",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=14).map("".join), st.text(max_size=30))
def test_masking_can_always_be_undone(text: str, later: str) -> None:
    pseudonyms = Pseudonyms.for_documents([text])
    assert pseudonyms.restore(pseudonyms.mask(text)) == text
    for other in (later, text + later, "Person_1 Ana" + text, "ANA SOUZA's x_Person_2"):
        assert pseudonyms.restore(pseudonyms.mask(other)) == other


@pytest.mark.parametrize(
    "piece", ["Ana ", "a", "A.", "1 ", "a@", "Will and ", "Ana van der ", "Aa & ", "( at ) ", "\n", "a'", "://"]
)
def test_time_grows_with_length_and_not_with_its_square(piece: str) -> None:
    took = []
    for size in (2_000, 16_000):
        text = (piece * size)[:size]
        begin = time.process_time()
        Pseudonyms.for_documents([text])
        took.append(time.process_time() - begin)
    assert took[1] < 24 * took[0] + 0.3
