"""The real server: bound to this machine, one for each book, silent to others, its files its owner's alone."""

import contextlib
import logging
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kithbook.faces.web import line, peer, serving
from kithbook.faces.web.keys import csrf
from kithbook.model.fault import UserError
from processes import until

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks" / "pages"))

from served import WAY, Served, served

KITH = str(Path(sys.executable).with_name("kith"))
LISTENS = "0A"


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "192.168.1.20", "10.0.0.1", "fe80::1", "::ffff:0.0.0.0", "example.org", "localhost.evil.test",
     "2130706433", "127.1", "0x7f000001", "127.0.0.1 ", "127.0.0.1:80", "", "*", "127.0.0.1/8", "localhost\n"],
)  # fmt: skip
def test_an_address_that_others_reach_is_refused(host):
    with pytest.raises(UserError, match="on this machine only"):
        serving.own(host)


def test_the_command_refuses_it_before_anything_is_made(tmp_path):
    words = [KITH, "--book", str(tmp_path / "book"), "serve", "--host", "0.0.0.0", "--no-browser", "--port", "0"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "on this machine only" in done.stderr
    assert not (tmp_path / "book").exists()


def test_a_folder_that_cannot_be_written_is_said_and_no_bug(tmp_path):
    (tmp_path / "book").write_bytes(b"")  # what a folder on a read-only disk is like, also for root
    with pytest.raises(UserError, match="book cannot be written"), serving.alone(tmp_path / "book"):
        pass


@pytest.fixture(scope="module")
def server(village_book, tmp_path_factory):
    """Serve a copy of the village, made where the system would let everybody read."""
    folder = tmp_path_factory.mktemp("serving") / "book"
    before = os.umask(0)
    try:
        shutil.copytree(village_book, folder)
        for one in folder.glob("*.lock"):
            one.unlink()
        with served(folder) as one:
            yield one
    finally:
        os.umask(before)


def port(server):
    return int(server.host.rpartition(":")[2])


def test_it_listens_on_the_loopback_alone(server):
    wanted = f"{port(server):04X}"
    rows = [row.split() for name in ("tcp", "tcp6") for row in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    listening = {row[1] for row in rows if row[3] == LISTENS and row[1].endswith(f":{wanted}")}
    assert listening == {f"0100007F:{wanted}"}


def test_a_second_server_is_a_new_way_into_the_first(server):
    words = [KITH, "--book", str(server.folder), "serve", "--no-browser", "--port", "0"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    found = WAY.search(done.stderr)
    assert found[1] == server.base
    status, headers, _ = server.get(found[2], Cookie="")
    assert status == 303 and headers["location"] == "/"
    cookie = headers["set-cookie"].casefold()
    assert (
        all(word in cookie for word in ("httponly", "samesite=strict", "secure", "path=/")) and "domain" not in cookie
    )
    assert server.get(found[2], Cookie="")[0] == 401  # it opens once
    safari = "Mozilla/5.0 (Macintosh) AppleWebKit/605 Version/17 Safari/605"
    again = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    _, headers, _ = server.get(WAY.search(again.stderr)[2], **{"User-Agent": safari})
    assert "secure" not in headers["set-cookie"].casefold() and "httponly" in headers["set-cookie"].casefold()


def test_all_that_lies_in_the_books_folder_is_its_owners_alone(server):
    session = "=".join(server.session)
    headers = {"Cookie": session, "Origin": server.base, "x-kith-token": csrf(server.session[1])}
    import http.client

    connection = http.client.HTTPConnection(server.host, timeout=60)
    connection.request(
        "POST", "/import/receive?name=a.vcf", b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nEND:VCARD\r\n", headers
    )
    assert connection.getresponse().read()
    connection.close()
    body = "drop=1&token=" + csrf(server.session[1])
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection = http.client.HTTPConnection(server.host, timeout=60)
    connection.request("POST", "/import/start", body, headers)
    assert connection.getresponse().status == 303
    connection.close()
    until(lambda: server.get("/import") and not (server.folder / "incoming" / "1").exists())
    assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700
    lying = list(server.folder.rglob("*"))
    assert {"web.json", "web.json.lock", "web.address", "web.lock", "jobs", "incoming"} <= {one.name for one in lying}
    for one in lying:
        assert stat.S_IMODE(one.stat().st_mode) == (0o700 if one.is_dir() else 0o600), one
    page = server.get("/settings/privacy")[2].decode()
    assert "not made by it" not in page


def test_a_request_that_does_not_come_and_many_that_wait_leave_it_answering(server):
    slow = [socket.create_connection(("127.0.0.1", port(server))) for _ in range(line.MOST + 40)]
    try:
        for one in slow[:50]:
            one.send(b"GET / HTTP/1.1\r\nHost: ")
        assert server.get("/people")[0] == 200
        files = list(Path(f"/proc/{server.process.pid}/fd").iterdir())
        assert len(files) < line.MOST + 100
    finally:
        for one in slow:
            one.close()


def test_many_that_send_no_more_of_their_forms_leave_it_answering(server):
    head = (
        f"POST /import/receive?name=a.vcf HTTP/1.1\r\nHost: {server.host}\r\nCookie: {'='.join(server.session)}\r\n"
        f"Origin: {server.base}\r\nX-Kith-Token: {csrf(server.session[1])}\r\nContent-Length: 500\r\n\r\nB"
    )
    slow = [socket.create_connection(("127.0.0.1", port(server))) for _ in range(line.MOST + 20)]
    try:
        for one in slow:
            with contextlib.suppress(OSError):  # one of the first, which had to go
                one.sendall(head.encode())
        assert server.get("/people")[0] == 200
    finally:
        for one in slow:
            one.close()
    until(lambda: not list((server.folder / "incoming").iterdir()))  # what came of them is taken away


def test_a_head_without_end_is_refused_with_our_headers(server):
    for sent in (
        b"GET / HTTP/1.1\r\nX: " + b"x" * 200_000,
        b"\0\1\2\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", port(server)), timeout=20) as one:
            one.sendall(sent)
            said = one.recv(4096).lower()
        assert said.startswith(b"http/1.1 400") and b"content-security-policy" in said
    assert server.get("/")[0] == 200


def test_a_large_form_is_refused_and_costs_no_memory(server):
    import http.client

    def resident():
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{server.process.pid}/status").read_text())[1])

    server.get("/people")
    before = resident()
    connection = http.client.HTTPConnection(server.host, timeout=60)
    headers = {"Cookie": "=".join(server.session), "Origin": server.base, "Transfer-Encoding": "chunked"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    status = None
    try:
        connection.request("POST", "/undo", (b"a" * 1_000_000 for _ in range(60)), headers, encode_chunked=True)
        status = connection.getresponse().status
    except OSError:  # it hung up on us
        pass
    connection.close()
    assert status in {413, None}
    assert resident() - before < 30_000  # kB
    assert server.get("/")[0] == 200


def test_what_it_said_holds_no_key_but_the_way_in(server):
    assert not [said for said in server.said if "key=" in said][1:]
    assert server.session[1] not in "".join(server.said)
    assert "GET" not in "".join(server.said)


def test_who_presses_ctrl_c_twice_is_told_of_no_error():
    library = logging.getLogger("uvicorn.error")
    server, before = serving._Server(None, lambda: None), library.level
    try:
        server.handle_exit(signal.SIGINT, None)
        assert library.isEnabledFor(logging.ERROR)
        server.handle_exit(signal.SIGINT, None)
        assert server.force_exit and not library.isEnabledFor(logging.ERROR)
    finally:
        library.setLevel(before)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_it_connects_to_nothing_beyond_this_machine(village_book, tmp_path):
    folder, trace = tmp_path / "book", tmp_path / "trace"
    shutil.copytree(village_book, folder)
    program = (
        "strace",
        "-D",
        "-f",
        "-qq",
        "-e",
        "trace=connect,sendto",
        "-o",
        str(trace),
        KITH,
        "--book",
        str(folder),
        "serve",
        "--port",
        "0",
        "--no-browser",
    )
    with served(folder, program=program) as one:
        assert isinstance(one, Served)
        for address in (
            "/",
            "/people",
            "/people/jonas-weber?draft=1",
            "/import",
            "/settings/privacy",
            "/find?q=a",
            "/history",
        ):
            assert one.get(address)[0] == 200
    reached = re.findall(r"sa_family=AF_INET6?,.*", trace.read_text())
    assert [said for said in reached if "127.0.0.1" not in said and '"::1"' not in said] == []


def test_another_users_program_is_not_let_in(tmp_path):
    """As the kernel's table tells whose the other end is."""
    table = tmp_path / "tcp"
    client, ours = ("127.0.0.1", 40_000), ("127.0.0.1", 8471)
    there, here = "0100007F:9C40", "0100007F:2117"

    def told(state, uid, *, own=True):
        rows = ["head", f"0: {there} {here} {state} 0:0 0:0 0 {uid} 0 1"] + [
            f"1: {here} {there} 01 0:0 0:0 0 1000 0 2"
        ] * own
        table.write_text("\n".join(rows))
        return peer.is_own(client, ours, owner=1000, tables=tmp_path)

    assert told("01", 1000)
    assert told("01", 0)  # root's: a relay
    assert not told("01", 1001)
    assert not told("04", 0)  # let go of, so that it bears no owner
    assert told("01", 1001, own=False)  # a table that does not know our own end tells nothing
    assert peer.is_own(client, ours, owner=1000, tables=tmp_path / "none")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_another_user_of_this_machine_gets_no_answer():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        "127.0.0.1".encode("idna")  # loaded before, as nobody may read it
        for user, is_let_in in ((65534, False), (0, True)):
            os.seteuid(user)  # a socket belongs to whoever makes it
            try:
                asking = socket.create_connection(listener.getsockname())
            finally:
                os.seteuid(0)
            taken, place = listener.accept()
            with taken, asking:
                assert peer.is_own(place, taken.getsockname()) is is_let_in
