"""What is logged holds no word of the book, and no part of our pages makes HTML out of strings."""

import asyncio
import io
import logging
import re
from contextlib import suppress
from pathlib import Path

import pytest
from asking import ask

from kithbook.actions import erase, job_process, outgoing, privacy
from kithbook.faces.web import application

WEB = Path(application.__file__).parent
SECRET = "Ann Hansen <ann@example.org> about the merger"
OWN_SCRIPTS = sorted((WEB / "static" / "js").glob("*.js"))


@pytest.fixture
def heard():
    """Give what is logged, and leave the loggers as they were."""
    root, own, stream = logging.getLogger(), logging.getLogger("kithbook.web"), io.StringIO()
    before = list(root.handlers), list(own.handlers), own.propagate
    application.log_to(stream)
    yield stream
    root.handlers, own.handlers, own.propagate = before[0], before[1], before[2]


def test_a_bug_in_a_page_is_told_by_its_place_alone(asker, heard, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError(SECRET) from ValueError(SECRET)

    monkeypatch.setattr(asker.desk, "_take", broken)
    answer = asker.get("/people/jonas-weber?q=secret-query")
    assert answer.status == 500 and "Ann" not in answer.text
    told = heard.getvalue()
    assert "RuntimeError" in told and re.search(r"test_telling_nobody:\d+", told)
    assert not any(word in told for word in ("Ann", "ann@", "merger", "jonas", "secret-query", asker.session))
    reference = re.search(r"Reference ([0-9a-f]{8})", answer.text)[1]
    assert reference in told


@pytest.mark.parametrize("name", ["uvicorn.error", "asyncio", "litestar", "anything"])
def test_no_words_of_a_library_are_logged(heard, name):
    try:
        {}[SECRET]
    except KeyError:
        logging.getLogger(name).exception("failed for %s", SECRET)
    logging.getLogger(name).error(SECRET, stack_info=True)
    told = heard.getvalue()
    assert "KeyError" in told and name in told
    assert not any(word in told for word in ("Ann", "ann@", "merger"))


def test_even_a_bug_in_what_tells_of_bugs_is_answered_with_headers(asker, heard, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr(type(asker.app.app.state["paper"]), "render", broken)
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": "/",
        "raw_path": b"/", "query_string": b"", "root_path": "", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8471), "state": {},
        "headers": [(b"host", b"127.0.0.1:8471"), (b"cookie", asker.cookie[1].encode())]}  # fmt: skip
    with suppress(ZeroDivisionError):
        asyncio.run(asker.app(scope, receive, send))
    assert sent[0]["status"] == 500
    assert b"content-security-policy" in dict(sent[0]["headers"])
    assert not any(b"Ann" in message.get("body", b"") for message in sent)


def test_odd_cookies_of_other_ports_lock_nobody_out(asker):
    for odd in ('{"a": 1}', "a b c", "=", 'x="; y', "kith-test=planted", "\xff=\xff"):
        answer = ask(asker.app, "/people", headers=[("cookie", f"{odd}; kith-test={asker.session}")])
        assert answer.status == 200, odd
        assert ask(asker.app, "/people", headers=[("cookie", odd), asker.cookie]).status == 200
        assert ask(asker.app, "/people", headers=[("cookie", odd)]).status == 401


def test_a_wrong_key_writes_nothing(asker):
    file = asker.folder / "web.json"
    before = file.stat().st_mtime_ns
    assert ask(asker.app, "/open?key=wrong").status == 401
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize("path", OWN_SCRIPTS, ids=lambda path: path.name)
def test_our_scripts_make_no_html_of_strings(path):
    text = path.read_text(encoding="utf-8")
    found = re.findall(
        r"innerHTML\s*[+=]|outerHTML\s*[+=]|insertAdjacentHTML\(|document\.write|\beval\(|new Function|setTimeout\(['\"`]",
        text,
    )
    assert not found
    assert text.count("createPolicy(") <= 1


@pytest.mark.parametrize("path", sorted((WEB / "templates").glob("*.html")), ids=lambda path: path.name)
def test_templates_mark_nothing_safe_and_hold_no_script(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape|Markup|\|\s*tojson", text)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?! src=\"\{\{ asset\()", text)
    assert not re.search(r"\s[\w-]+=\{\{", text), "an attribute without quotes"


def test_only_icons_and_the_manual_are_markup():
    named = {path.stem for path in WEB.rglob("*.py") if re.search(r"\bMarkup\b", path.read_text(encoding="utf-8"))}
    assert named <= {"paper", "help", "say"}


def test_the_pages_own_files_are_known_as_kithbooks(asker):
    with asker.desk.book() as book:
        shown = privacy.privacy(book)
        plan = erase.plan(book)
    assert not [one.path for one in shown.places if "not made by it" in one.holds]
    assert not plan.stays and "web.json" in plan.files


def test_long_work_watches_its_connections_too():
    assert job_process.outgoing is outgoing
    assert "outgoing.watch()" in Path(job_process.__file__).read_text(encoding="utf-8")
