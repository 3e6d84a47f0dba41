"""Every route of the app, as the app itself lists them: nobody comes in, nothing changes unasked, all is protected."""

import json
import re
from datetime import UTC, datetime

import pytest
from asking import HOST, ask, form

from kithbook.faces.web import guard
from kithbook.faces.web.keys import csrf

ORIGIN = ("origin", f"http://{HOST}")
OWN = ("sec-fetch-site", "same-origin")
OTHER = "http://127.0.0.1:9999"
FILE = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mallory\r\nEND:VCARD\r\n"

# 40 ways to ask that are none of an own page's: host, what is added to the headers, whether the cookie is there.
HOSTS = ["evil.test", "evil.test:8471", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:84710", "0.0.0.0:8471", "[::1]:8471",
    "127.0.0.1:8471.evil.test", "evil.test@127.0.0.1:8471", "2130706433:8471", "127.1:8471", "0x7f.1:8471", "",
    None, "localhost", "127.0.0.1:8471,evil.test"]  # fmt: skip
PAGES = [
    [("origin", "http://evil.test")],
    [("origin", "http://evil.test"), OWN],
    [("origin", OTHER)],
    [("origin", OTHER), ("sec-fetch-site", "same-site")],
    [("origin", OTHER), OWN],
    [("origin", "http://127.0.0.1")],
    [("origin", f"https://{HOST}")],
    [("origin", f"http://{HOST}.evil.test")],
    [("origin", f"http://{HOST}/")],
    [("origin", f"HTTP://{HOST}")],
    [("origin", "null")],
    [("origin", "null"), ("sec-fetch-site", "cross-site")],
    [("origin", "")],
    [ORIGIN, ("sec-fetch-site", "cross-site")],
    [ORIGIN, ("sec-fetch-site", "same-site")],
    [("sec-fetch-site", "cross-site")],
    [("sec-fetch-site", "same-site")],
    [("sec-fetch-site", "")],
    [("sec-fetch-site", "Same-Origin")],
    [ORIGIN, ("origin", "http://evil.test")],
]
COOKIES = ["", "kith-test=", "kith-test=wrong", "kith-other={session}"]
VARIANTS = (
    [(host, [OWN, ORIGIN], "kith-test={session}") for host in HOSTS]
    + [(HOST, page, "kith-test={session}") for page in PAGES]
    + [(HOST, [OWN, ORIGIN], cookie) for cookie in COOKIES]
)
assert len(VARIANTS) == 40


def routes(asker):
    """List the app's routes as (address, method), with something put into each blank."""
    found = [(route.path, method) for route in asker.app.app.routes for method in route.methods]
    return sorted((re.sub(r"\{\w+:\w+\}", "x", path), method) for path, method in found if method != "OPTIONS")


def state(asker):
    """Give all that a request could have changed: what the book decided and read, and what lies in its folder."""
    with asker.desk.book() as book:
        said = (book.evidence.counts(), [one.id for one in book.evidence.decisions()])
    lying = [path for room in ("incoming", "jobs") for path in (asker.folder / room).rglob("*") if path.is_file()]
    return said, sorted(path.name for path in lying)


def changes(asker):
    return [path for path, method in routes(asker) if method == "POST"]


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda one: repr((one[0], *one[1], one[2]))[:90])
def test_no_route_takes_what_does_not_come_from_an_own_page(asker_of_all, variant):
    host, headers, cookie = variant
    asker, before = asker_of_all
    body, _ = form({"token": csrf(asker.session), "text": "planted", "name": "planted", "q": "x"})
    said = [("cookie", cookie.format(session=asker.session)), *headers]
    for path, method in routes(asker):
        if path.startswith(guard.PUBLIC) and host == HOST and headers == [OWN, ORIGIN]:
            continue  # a style is anybody's, who asks this server by its name
        typed = [*said, ("content-type", "application/x-www-form-urlencoded"), ("x-kith-token", csrf(asker.session))]
        asked = "/import/receive?name=a.vcf" if path == "/import/receive" else path
        answer = ask(asker.app, asked, method=method, host=host, headers=typed, body=body if method == "POST" else b"")
        assert answer.status in {401, 403, 421}, (path, method, answer.status)
        assert b"planted" not in answer.body
        assert answer.header("content-security-policy") == guard.POLICY
    assert state(asker) == before


@pytest.fixture(scope="module")
def asker_of_all(reader):
    """Give the one book of this module, and how it was."""
    return reader, state(reader)


def test_no_change_is_made_by_reading(asker_of_all):
    asker, before = asker_of_all
    reading = {path for path, method in routes(asker) if method == "GET"}
    assert len(changes(asker)) > 25
    for path in changes(asker):
        for method in ("GET", "HEAD"):
            query = f"?token={csrf(asker.session)}&text=planted&name=planted"
            answer = ask(asker.app, path + query, method=method, headers=[asker.cookie, OWN])
            assert answer.status in {404, 405} or path in reading, (path, answer.status)
    assert state(asker) == before


def wrong_tokens(asker):
    keys, now = asker.app.keys, datetime.now(UTC)
    other = csrf(keys.turn(keys.cut(now), now))
    own = csrf(asker.session)
    return ["", "x", other, own[:-1], own.upper(), own + " x", "é", "\udcff", asker.session]


def test_no_change_is_made_without_the_own_sessions_token(asker_of_all):
    asker, before = asker_of_all
    for token in wrong_tokens(asker):
        for path in changes(asker):
            fields = {"token": token.encode("utf-8", "replace").decode(), "text": "planted", "name": "planted"}
            body, headers = form(fields)
            for more in ([], [("x-kith-token", token.encode("latin-1", "replace").decode("latin-1"))]):
                answer = ask(asker.app, path, method="POST", headers=[asker.cookie, *headers, *more], body=body)
                assert answer.status == 400 and "before Kithbook was opened anew" in answer.text, (path, answer.status)
    assert state(asker) == before


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "application/octet-stream", "multipart/form-data", ""]
)
def test_no_change_is_made_by_a_body_that_is_no_form(asker_of_all, kind):
    asker, before = asker_of_all
    body = json.dumps({"token": csrf(asker.session), "text": "planted"}).encode()
    for path in changes(asker):
        answer = ask(
            asker.app, path, method="POST", headers=[asker.cookie, OWN, ORIGIN, ("content-type", kind)], body=body
        )
        assert answer.status == 400, (path, answer.status)
    assert state(asker) == before


def multipart(token, content=FILE):
    parts = [f'Content-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'.encode()] if token is not None else []
    parts.append(b'Content-Disposition: form-data; name="file"; filename="m.vcf"\r\n\r\n' + content + b"\r\n")
    body = b"".join(b"--between\r\n" + part for part in parts) + b"--between--\r\n"
    return body, [("content-type", "multipart/form-data; boundary=between"), ("content-length", str(len(body)))]


def test_an_upload_needs_its_token(asker):
    before = state(asker)
    for token in [None, *wrong_tokens(asker)]:
        said = [("x-kith-token", token.encode("latin-1", "replace").decode("latin-1"))] if token is not None else []
        answer = ask(
            asker.app,
            "/import/receive?name=m.vcf",
            method="POST",
            headers=[asker.cookie, OWN, ORIGIN, *said],
            body=FILE,
        )
        assert answer.status == 400, token
        body, headers = multipart(None if token is None else token.encode("utf-8", "replace").decode())
        answer = ask(asker.app, "/import/drop", method="POST", headers=[asker.cookie, OWN, ORIGIN, *headers], body=body)
        assert answer.status == 400, token
    assert state(asker) == before
    token = csrf(asker.session)
    answer = ask(
        asker.app, "/import/receive?name=m.vcf", method="POST",
        headers=[asker.cookie, OWN, ORIGIN, ("x-kith-token", token)], body=FILE,
    )  # fmt: skip
    assert answer.status == 200
    body, headers = multipart(token)
    answer = ask(asker.app, "/import/drop", method="POST", headers=[asker.cookie, OWN, ORIGIN, *headers], body=body)
    assert answer.status == 303
    assert [one for one in state(asker)[1] if one == "m.vcf"] == ["m.vcf", "m.vcf"]


def is_protected(answer):
    names = [name for name, _ in answer.headers]
    assert all(names.count(name.decode()) == 1 for name, _ in guard.HEADERS)
    assert dict(guard.HEADERS) == {
        name.encode(): value.encode() for name, value in answer.headers if name.encode() in dict(guard.HEADERS)
    }
    assert not any(name.startswith("access-control") or name == "server" for name in names)


def test_every_answer_of_every_route_is_protected_and_not_kept(asker_of_all):
    asker, _ = asker_of_all
    for path, method in routes(asker):
        answer = ask(asker.app, path, method=method, headers=[asker.cookie, OWN, ORIGIN])
        is_protected(answer)
        assert answer.header("cache-control") == "no-store", path


def test_a_form_of_countless_fields_is_refused_before_it_is_read(asker):
    body, headers = form({"token": csrf(asker.session), "name": "Bao"})
    many = body + b"&a" * 500_000
    answer = ask(asker.app, "/people/new", method="POST", headers=[asker.cookie, *headers], body=many)
    assert answer.status == 413 and "too much" in answer.text


def test_every_kind_of_answer_is_protected(asker, monkeypatch):
    style = asker.app.app.state["paper"].jinja.globals["asset"]("kith.css")
    token = csrf(asker.session)
    large, headers = form({"token": token, "text": "x" * 2_100_000})
    wanted = {
        200: asker.get("/"),
        303: asker.post("/settings/browser", follow=False),
        400: asker.get("/import/look"),
        401: ask(asker.app, "/"),
        403: ask(asker.app, "/", headers=[("origin", OTHER)]),
        404: asker.get("/no-such-page"),
        405: ask(asker.app, "/undo", headers=[asker.cookie]),
        413: ask(asker.app, "/undo", method="POST", headers=[asker.cookie, *headers], body=large),
        421: ask(asker.app, "/", host="evil.test"),
        422: asker.post("/people/new", {"name": ""}),
    }
    for status, answer in wanted.items():
        assert answer.status == status
        is_protected(answer)
        assert answer.header("cache-control") == "no-store"
    asset = ask(asker.app, style)
    is_protected(asset)
    assert asset.status == 200 and "immutable" in asset.header("cache-control")
    monkeypatch.setattr(type(asker.app.app.state["paper"]), "render", broken)
    with pytest.raises(ZeroDivisionError):  # the page of the error breaks as well: nobody but the guard is left
        asker.get("/")


def broken(*_):
    raise ZeroDivisionError("Ann Hansen ann@example.org")
