"""A page of another site, and one on another port of this machine, attack the server in a real browser: all in vain."""

import shutil
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import served

import browser as chromiums
from kithbook.faces.web.keys import Keys, csrf
from kithbook.store import open_book

EVIL = "evil.test"
ATTACK = """async ([base, token]) => {
    const said = {};
    const tried = async (name, what) => { try { said[name] = await what(); } catch (error) { said[name] = "refused"; } };
    const body = new URLSearchParams({ token, name: "Mallory Planted", text: "planted", back: "/" });
    for (const mode of ["no-cors", "cors"]) {
        await tried(`read ${mode}`, async () => (await (await fetch(`${base}/people`, { mode, credentials: "include" })).text()).length);
        await tried(`change ${mode}`, async () => (await (await fetch(`${base}/people/new`, { method: "POST", mode, credentials: "include", body })).text()).length);
        await tried(`upload ${mode}`, async () => (await (await fetch(`${base}/import/receive?name=a.vcf`, { method: "POST", mode, credentials: "include", body: "BEGIN:VCARD" })).text()).length);
    }
    await tried("header", async () => (await fetch(`${base}/import/receive?name=a.vcf`, { method: "POST", credentials: "include", headers: { "x-kith-token": token }, body: "x" })).status);
    await tried("beacon", async () => { navigator.sendBeacon(`${base}/people/new`, body); return 0; });
    const element = (kind, name, value) => new Promise((resolve) => {
        const one = document.createElement(kind);
        one.onload = () => resolve("loaded"); one.onerror = () => resolve("refused");
        one[name] = value; document.body.append(one); setTimeout(() => resolve("silent"), 1500);
    });
    said.image = await element("img", "src", `${base}/favicon.svg`);
    said.page_as_script = await element("script", "src", `${base}/people`);
    said.style = await element("script", "src", `${base}${window.asset}`);
    const frame = document.createElement("iframe");
    frame.src = `${base}/people`; document.body.append(frame);
    await new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 1500); });
    await tried("frame", async () => frame.contentDocument?.body.innerText ?? "refused");
    const opened = window.open(`${base}/people`);
    await new Promise((resolve) => setTimeout(resolve, 800));
    await tried("window", async () => opened?.document?.body?.innerText || "refused");
    await tried("socket", () => new Promise((resolve) => {
        const socket = new WebSocket(`${base.replace("http", "ws")}/people`);
        socket.onopen = () => resolve("open"); socket.onerror = () => resolve("refused");
    }));
    await tried("events", () => new Promise((resolve) => {
        const source = new EventSource(`${base}/people`, { withCredentials: true });
        source.onopen = () => resolve("open"); source.onerror = () => { source.close(); resolve("refused"); };
    }));
    return said;
}"""
FORM = """([base, token]) => {
    const form = document.createElement("form");
    form.method = "POST"; form.action = `${base}/people/new`;
    for (const [name, value] of Object.entries({ token, name: "Mallory Planted" })) {
        const field = document.createElement("input"); field.name = name; field.value = value; form.append(field);
    }
    document.body.append(form); form.submit();
}"""


@contextmanager
def another_port():
    """Serve an attacker's page on a port of this machine, and remember with which cookies it was asked."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.cookies.append(self.headers.get("cookie", ""))
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>attack</title><body>")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.cookies = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def decided(server):
    """Say what the book's history holds, and what lies in its inbox."""
    book = open_book(server.folder, now=datetime.now(UTC))
    try:
        return (
            [one.id for one in book.evidence.decisions()],
            book.evidence.counts(),
            (server.folder / "incoming").exists(),
        )
    finally:
        book.close()


@pytest.fixture(scope="module")
def server(village_book, tmp_path_factory):
    """Serve one village to all that attack it, for none may change it."""
    folder = tmp_path_factory.mktemp("attacked") / "book"
    shutil.copytree(village_book, folder)
    with served.village(folder) as one:
        yield one


@pytest.fixture(scope="module")
def rebound(chromium):
    """Give a Chromium to which the attacker's name means this machine, as after a DNS answer of his."""
    rules = f"--host-resolver-rules=MAP {EVIL} 127.0.0.1, MAP *.{EVIL} 127.0.0.1"
    started = chromium.browser_type.launch(executable_path=chromiums.BARE, args=[*chromiums.ARGUMENTS[:-1], rules])
    yield started
    started.close()


def let_in(browser, server):
    context = chromiums.context(browser, server)
    context.set_default_timeout(60_000)
    return context


def token_of(server):
    return csrf(server.session[1])


ASSET = "() => document.querySelector('link[rel=stylesheet]').getAttribute('href')"


@pytest.mark.parametrize("site", ["another port", "a name of this machine", "another site"])
def test_a_page_of_another_origin_reads_and_changes_nothing(rebound, server, site):
    """Even one that guessed the token: the browser says whose page it is."""
    before = decided(server)
    with another_port() as attacker:
        context = let_in(rebound, server)
        own = context.new_page()
        own.goto("/people")
        asset = own.evaluate(ASSET)
        page = context.new_page()
        host = {"another port": "127.0.0.1", "a name of this machine": "localhost", "another site": f"www.{EVIL}"}[site]
        page.goto(f"http://{host}:{attacker.server_port}/")
        page.evaluate("(asset) => { window.asset = asset; }", asset)
        said = page.evaluate(ATTACK, [server.base, token_of(server)])
        for name, what in said.items():
            assert what in ("refused", "silent", 0), (name, what)
        page.evaluate(FORM, [server.base, token_of(server)])
        page.wait_for_url(f"{server.base}/people/new")
        assert page.locator("h1").inner_text() == "Not from here"
        context.close()
    assert decided(server) == before


def test_a_name_that_was_bent_to_this_machine_gets_nothing(rebound, server):
    before = decided(server)
    port = server.host.partition(":")[2]
    context = let_in(rebound, server)
    # As after the rebinding: the page is the attacker's, its name now means this server, its cookies are the victim's.
    name, value = server.session
    context.add_cookies([{"name": name, "value": value, "url": f"http://{EVIL}:{port}"}])
    page = context.new_page()
    answer = page.goto(f"http://{EVIL}:{port}/people")
    assert answer.status == 421 and page.locator("h1").inner_text() == "Not from here"
    said = page.evaluate(
        """async (token) => {
            const body = new URLSearchParams({ token, name: "Mallory Planted" });
            const asked = [fetch("/people"), fetch("/"), fetch("/people/new", { method: "POST", body }),
                fetch("/open?key=x"), fetch("/import/receive?name=x", { method: "POST", headers: { "x-kith-token": token }, body: "x" })];
            return (await Promise.all(asked)).map((one) => one.status);
        }""",
        token_of(server),
    )
    assert set(said) == {421}
    context.close()
    assert decided(server) == before


def test_the_way_in_is_in_no_history_and_the_cookie_is_not_for_scripts(rebound, server):
    key = Keys(server.folder).cut(datetime.now(UTC))
    context = chromiums.context(rebound, None)
    page = context.new_page()
    asked = []
    context.on("request", lambda request: asked.append((request.url, request.headers.get("referer", ""))))
    page.goto(f"{server.base}/open?key={key}")
    assert page.url == f"{server.base}/" and page.evaluate("history.length") <= 2
    page.get_by_role("link", name="People").first.click()
    page.wait_for_url("**/people")
    assert [url for url, _ in asked if key in url] == [f"{server.base}/open?key={key}"]
    assert not any(key in referer for _, referer in asked)
    cookie = next(one for one in context.cookies() if one["name"] == server.session[0])
    assert cookie["httpOnly"] and cookie["secure"] and cookie["sameSite"] == "Strict"
    assert page.evaluate("document.cookie") == ""
    page.go_back()
    assert key not in page.url
    answer = context.new_page().goto(f"{server.base}/open?key={key}")
    assert answer.status == 401
    context.close()
    assert not any(key in line for line in server.said[1:])
    for path in server.folder.rglob("*"):
        assert not path.is_file() or key.encode() not in path.read_bytes()


SINKS = {
    "eval": "() => eval('1 + 1')",
    "Function": "() => new Function('return 1')()",
    "script.src": "() => { document.createElement('script').src = '/static/x.js'; }",
    "script.text": "() => { document.createElement('script').text = 'window.ran = 1'; }",
    "import": "() => import('data:text/javascript,1')",
    "handler": "() => { document.body.setAttribute('onclick', 'window.ran = 1'); document.body.click(); if (!window.ran) throw new TypeError(); }",
    "srcdoc": "() => { document.createElement('iframe').srcdoc = '<script>parent.ran = 1</script>'; }",
    "policy": "() => { trustedTypes.createPolicy('mine', { createScript: (text) => text }); }",
    "default": "() => { trustedTypes.createPolicy('default', { createScript: (text) => text }); }",
    "parser": "() => { new DOMParser().parseFromString('<img src=x onerror=1>', 'text/html'); }",
}
HTML = {
    "<b>fine</b>": True,
    '<p title="onclick=1 javascript:">&lt;script&gt; onerror=1</p>': True,
    "<script>window.ran = 1</script>": False,
    "<SCRIPT\nsrc=//evil.test>": False,
    "<script src='https://evil.test/a.js'></script>": False,
    "<img src=x onerror=window.ran=1>": False,
    "<img/onerror=window.ran=1 src=x>": False,
    "<svg onload=window.ran=1>": False,
    "<a href='javascript:window.ran=1'>x</a>": False,
    "<a href='&#106;avascript:window.ran=1'>x</a>": False,
    "<a href=' java\tscript:window.ran=1'>x</a>": False,
    "<form action=javascript:1><button>": False,
    "<iframe src=/people>": False,
    "<object data=/people>": False,
    "<embed src=/people>": False,
    "<base href=//evil.test>": False,
    "<meta http-equiv=refresh content='0;url=//evil.test'>": False,
    "<p onclick": False,
    "<p x=\"'\" onclick='1'>": False,
}


def test_strings_become_neither_script_nor_anything_that_runs(browse, reading, watch):
    watch.allow("")  # every refusal is told in the console
    page = browse(reading)
    page.goto("/")
    for name, sink in SINKS.items():
        # From a timer, as the debugger's own evaluation may do what pages may not.
        ran = f"""() => new Promise((told) => setTimeout(async () => {{
            try {{ await ({sink})(); told(true); }} catch {{ told(false); }}
        }}))"""
        assert page.evaluate(ran) is False, name
        assert page.evaluate("window.ran ?? 0") == 0, name
    passed = page.evaluate(
        """(all) => all.map((text) => { try { document.createElement("div").innerHTML = text; return true; } catch { return false; } })""",
        list(HTML),
    )
    assert dict(zip(HTML, passed, strict=True)) == HTML
    assert page.evaluate("window.ran ?? 0") == 0


def test_the_enhancer_works_under_the_policy(browse, reading):
    page = browse(reading)
    page.goto("/")
    page.evaluate("window.same = 1")
    page.get_by_role("link", name="People").first.click()
    page.wait_for_url("**/people")
    page.get_by_role("heading", level=1, name="People").wait_for()
    assert page.evaluate("window.same") == 1  # the page was not loaded anew
