"""What a page does that nobody asked for: errors in its console, broken rules, requests to anybody else."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from served import Served

OWN_SCHEMES = ("data", "blob", "about")


@dataclass
class Watch:
    """Everything that all pages of one test did wrong. `allow` names what the test itself brings about."""

    servers: list[Served] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def follow(self, context):
        """Listen to every page that a context opens."""
        context.on("console", lambda message: self._hear(message.type, message.text))
        context.on("weberror", lambda error: self.wrong.append(f"script: {error.error}"))
        context.on("request", lambda request: self._meet(request.url))
        context.on("response", self._judge)

    def allow(self, words):
        """Let pass what bears these words: a test that asks for a missing page gets its 404."""
        self.allowed.append(words)

    def check(self):
        """Fail if anything went wrong."""
        left = [one for one in self.wrong if not any(words in one for words in self.allowed)]
        assert not left, [*left, *(line for server in self.servers for line in server.said[-5:])]
        foreign = [one for one in self.foreign if not any(words in one for words in self.allowed)]
        assert not foreign, f"asked elsewhere: {foreign}"

    def _hear(self, kind, text):
        # A broken content policy is told in the console too, as an error.
        if kind == "error" or "Content Security Policy" in text:
            self.wrong.append(f"console: {text}")

    def _meet(self, url):
        parts = urlsplit(url)
        if parts.scheme not in OWN_SCHEMES and parts.netloc not in {server.host for server in self.servers}:
            self.foreign.append(url)

    def _judge(self, response):
        if response.status >= 500:
            self.wrong.append(f"{response.status} {urlsplit(response.url).path}")
