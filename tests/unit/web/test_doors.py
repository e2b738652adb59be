"""Links work once, sessions end, and no secret is a prefix of another."""

from __future__ import annotations

from coach.web.doors import SESSION_SECONDS, Doors


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_link_is_exchanged_once() -> None:
    doors = Doors()
    link = doors.new_link()
    session = doors.exchange(link)
    assert session is not None
    assert doors.knows_session(session)
    assert doors.exchange(link) is None


def test_what_was_never_given_out_opens_nothing() -> None:
    doors = Doors(api_token=True)
    link = doors.new_link()
    session = doors.exchange(doors.new_link())
    assert session is not None
    for wrong in ("", "x", link[:-1], link + "x", "é", "\x00"):
        assert doors.exchange(wrong) is None
        assert not doors.knows_session(wrong)
        assert not doors.knows_program(wrong)
    assert not doors.knows_session(link)
    assert not doors.knows_program(session)


def test_without_a_token_no_program_is_known() -> None:
    assert not Doors().knows_program("")
    assert not Doors().knows_program("None")
    with_token = Doors(api_token=True)
    assert with_token.knows_program(with_token.api_token or "")


def test_secrets_are_new_at_each_start() -> None:
    assert Doors(api_token=True).api_token != Doors(api_token=True).api_token
    one = Doors()
    session = one.exchange(one.new_link())
    assert session is not None
    assert not Doors().knows_session(session)


def test_a_browser_that_stays_away_has_to_come_in_again() -> None:
    clock = Clock()
    doors = Doors(now=clock)
    session = doors.exchange(doors.new_link())
    assert session is not None
    clock.now += SESSION_SECONDS - 1
    assert doors.knows_session(session)
    clock.now += SESSION_SECONDS - 1
    assert doors.knows_session(session)
    clock.now += SESSION_SECONDS + 1
    assert not doors.knows_session(session)


def test_links_and_sessions_are_bounded() -> None:
    doors = Doors()
    first, links = doors.new_link(), [doors.new_link() for _ in range(100)]
    assert doors.exchange(first) is None
    assert doors.exchange(links[-1]) is not None
