"""The guard: nobody gets in who was not let in, and every answer says what protects it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from asking import HOST, Answered, ask

from kithbook.faces.web import guard
from kithbook.faces.web.keys import Keys

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def behind(scope, receive, send):
    """Stand for everything that the guard protects."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"your whole network"})


@pytest.fixture
def keys(tmp_path):
    return Keys(tmp_path)


@pytest.fixture
def door(keys):
    return guard.Guard(
        behind,
        frozenset({HOST, "localhost:8471"}),
        keys,
        "kith-test",
        lambda one: (b"text/plain", one.reason.encode()),
        now=lambda: NOON,
    )


@pytest.fixture
def cookie(keys):
    return ("cookie", f"kith-test={keys.turn(keys.cut(NOON), NOON)}")


def got_in(answer: Answered) -> bool:
    return b"your whole network" in answer.body


OWN = ("sec-fetch-site", "same-origin")
ORIGIN = ("origin", f"http://{HOST}")


@pytest.mark.parametrize("headers", [(), (OWN,), (("sec-fetch-site", "none"),), (OWN, ORIGIN)])
def test_one_who_was_let_in_reads(door, cookie, headers):
    answer = ask(door, "/people", headers=[cookie, *headers])
    assert answer.status == 200 and got_in(answer)


@pytest.mark.parametrize("headers", [(OWN, ORIGIN), (ORIGIN,), (OWN, ("origin", "null")), (OWN,)])
def test_one_who_was_let_in_changes_from_an_own_page(door, cookie, headers):
    assert got_in(ask(door, "/note", method="POST", headers=[cookie, *headers]))


STRANGE_HOSTS = [
    None,
    "",
    "evil.test",
    "evil.test:8471",
    "127.0.0.1",
    "127.0.0.1:80",
    "127.0.0.1:84710",
    "localhost",
    "0.0.0.0:8471",
    "[::1]:8471",
    "127.0.0.1:8471.evil.test",
    "evil.test@127.0.0.1:8471",
    "127.0.0.1:8471 ",
    "2130706433:8471",
    "127.1:8471",
]
STRANGE_PAGES = [
    (("origin", "http://evil.test"),),
    (("origin", "http://evil.test"), OWN),
    (("origin", "http://127.0.0.1:9999"),),
    (("origin", "http://127.0.0.1:9999"), ("sec-fetch-site", "same-site")),
    (("origin", "http://127.0.0.1"),),
    (("origin", f"https://{HOST}"),),
    (("origin", f"http://{HOST}.evil.test"),),
    (("origin", "null"),),
    (("origin", "null"), ("sec-fetch-site", "cross-site")),
    (("origin", ""),),
    (ORIGIN, ("sec-fetch-site", "cross-site")),
    (ORIGIN, ("sec-fetch-site", "same-site")),
    (("sec-fetch-site", "cross-site"),),
    (("sec-fetch-site", "same-site"),),
    (("sec-fetch-site", "something-new"),),
    (ORIGIN, ("origin", "http://evil.test")),
    (OWN, ("sec-fetch-site", "cross-site")),
]
METHODS = ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "post"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("host", STRANGE_HOSTS)
def test_another_host_is_refused(door, cookie, host, method):
    """A page of another name that resolves to this machine (DNS rebinding) asks under its own name."""
    answer = ask(door, "/people", host=host, method=method, headers=[cookie, OWN, ORIGIN])
    assert answer.status == 421 and not got_in(answer)


def test_two_hosts_are_refused(door, cookie):
    assert ask(door, "/people", headers=[cookie, ("host", "evil.test")]).status == 421


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("headers", STRANGE_PAGES)
def test_another_page_is_refused(door, cookie, headers, method):
    answer = ask(door, "/people", method=method, headers=[cookie, *headers])
    assert answer.status == 403 and not got_in(answer)


@pytest.mark.parametrize("headers", [(), (("sec-fetch-site", "none"),), (ORIGIN, ("sec-fetch-site", "none"))])
def test_a_change_from_nowhere_is_refused(door, cookie, headers):
    assert ask(door, "/people", method="POST", headers=[cookie, *headers]).status == 403


@pytest.mark.parametrize("method", METHODS)
def test_other_methods_are_refused(door, cookie, method):
    assert ask(door, "/people", method=method, headers=[cookie, OWN, ORIGIN]).status == 405


def test_two_words_for_one_length_are_refused_and_the_connection_ends(door, cookie):
    """Whoever stood between would read another request out of it than we do (request smuggling)."""
    lengths = (("content-length", "6"), ("transfer-encoding", "chunked"))
    answer = ask(door, "/people", method="POST", headers=[cookie, OWN, ORIGIN, *lengths])
    assert answer.status == 400 and answer.header("connection") == "close" and not got_in(answer)


@pytest.mark.parametrize(
    "cookie", ["", "kith-test=", "kith-test=x", "kith-other=x", "kith-test", "kith-test=\x01", "=;=;", "x" * 9000]
)
def test_without_a_session_nothing_but_the_public_files_is_given(door, cookie):
    assert ask(door, "/people", headers=[("cookie", cookie)]).status == 401
    assert got_in(ask(door, "/static/kith.css", headers=[("cookie", cookie)]))


def test_a_session_ends(door, keys, cookie):
    door.now = lambda: NOON + timedelta(days=31)
    assert ask(door, "/people", headers=[cookie]).status == 401


def test_every_answer_says_what_protects_it(door, cookie):
    answers = [
        ask(door, "/people", headers=[cookie]),
        ask(door, "/people"),
        ask(door, "/people", host="evil.test"),
        ask(door, "/static/x"),
        ask(door, "/open?key=wrong"),
    ]
    for answer in answers:
        assert answer.header("content-security-policy") == guard.POLICY
        assert "unsafe" not in guard.POLICY and "*" not in guard.POLICY
        assert answer.header("x-content-type-options") == "nosniff"
        assert answer.header("referrer-policy") == "no-referrer"
        assert answer.header("cross-origin-opener-policy") == "same-origin"
        assert answer.header("cross-origin-resource-policy") == "same-origin"
        assert answer.header("cache-control") == "no-store"
        assert not any(name.startswith("access-control") for name, _ in answer.headers)


def test_a_socket_is_closed(door):
    import asyncio

    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(door({"type": "websocket", "path": "/", "headers": []}, None, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


class TestKeys:
    def test_a_key_opens_once(self, keys):
        key = keys.cut(NOON)
        session = keys.turn(key, NOON)
        assert session and keys.admits(session, NOON)
        assert keys.turn(key, NOON) is None

    def test_of_many_who_bring_one_key_at_once_one_gets_in(self, keys, tmp_path):
        key, begun = keys.cut(NOON), Barrier(8)
        doors = [keys if n % 2 else Keys(tmp_path) for n in range(8)]  # of one server, and of others beside it

        def come(door):
            begun.wait()
            return door.turn(key, NOON)

        with ThreadPoolExecutor(8) as crowd:
            assert sum(session is not None for session in crowd.map(come, doors)) == 1

    def test_a_key_grows_old(self, keys):
        assert keys.turn(keys.cut(NOON), NOON + timedelta(minutes=11)) is None

    @pytest.mark.parametrize("key", ["", "x", "\0", "é" * 50, "\udcff"])
    def test_no_other_key_opens(self, keys, key):
        keys.cut(NOON)
        assert keys.turn(key, NOON) is None

    def test_the_file_holds_no_secret_and_is_its_owners_alone(self, keys, tmp_path):
        key, other = keys.cut(NOON), keys.cut(NOON)
        session = keys.turn(key, NOON)
        kept = (tmp_path / "web.json").read_text()
        assert key not in kept and other not in kept and session not in kept
        assert (tmp_path / "web.json").stat().st_mode & 0o777 == 0o600

    def test_a_session_outlives_the_server(self, keys, tmp_path):
        session = keys.turn(keys.cut(NOON), NOON)
        assert Keys(tmp_path).admits(session, NOON)

    def test_an_ended_session_is_out(self, keys):
        session = keys.turn(keys.cut(NOON), NOON)
        keys.end(session, NOON)
        assert not keys.admits(session, NOON)

    @pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"keys": 3}', b'{"sessions": {"x": "never"}}', b"\xff"])
    def test_a_damaged_file_lets_nobody_in_and_breaks_nothing(self, keys, tmp_path, damaged):
        session = keys.turn(keys.cut(NOON), NOON)
        (tmp_path / "web.json").write_bytes(damaged)
        assert not Keys(tmp_path).admits(session, NOON)
        assert keys.turn(keys.cut(NOON), NOON)


def test_many_wrong_keys_make_the_door_slow(door, monkeypatch):
    waited = []

    async def sleep(seconds):
        waited.append(seconds)

    monkeypatch.setattr(guard.asyncio, "sleep", sleep)
    for _ in range(guard.TRIES):
        ask(door, "/open?key=wrong")
        door.open("wrong")
    assert not waited
    ask(door, "/open?key=wrong")
    assert waited == [guard.SLOW_SECONDS]
