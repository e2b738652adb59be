"""While evals run, this machine answers and nothing else is reached; afterwards everything is as before."""

from __future__ import annotations

import socket

import pytest

from coach.errors import RefusedForPrivacy
from coach.evaluate.offline import no_network
from coach.evaluate.replay import Tape, serving
from tests.unit.evaluate.test_replay import post


def test_a_server_on_this_machine_is_reached_and_no_other() -> None:
    before = socket.socket.connect
    with no_network():
        with serving(Tape()) as address:
            assert post(address, {})[0] == 404
        for place in (("192.0.2.1", 80), ("example.org", 80)):
            with pytest.raises(RefusedForPrivacy), socket.socket() as one:
                one.connect(place)
    assert socket.socket.connect is before
