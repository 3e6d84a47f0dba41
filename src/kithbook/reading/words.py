"""A text as the readers see it: the sender's own words, their sentences, signature and language."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from kithbook.reading import language

TEXT_CAP: Final = 20_000  # characters; what someone has to say to a person stands in the first pages
LINE_CAP: Final = 2_000  # a longer line is no prose
SENTENCE_CAP: Final = 600  # a longer sentence is a table, a log or a legal text
QUOTE_CAP: Final = 300  # see model.reading
SIGNATURE_LINES: Final = 10
SIGNATURE_WIDTH: Final = 90

_DELIMITER: Final = re.compile(r"-- ?$|__+$|--+$")
_CLOSING: Final = re.compile(
    r"(?:(?:with )?(?:best|kind|warm|kindest|warmest|many|my best|very best)?[ ]?"
    r"(?:regards|wishes|greetings|thanks)|thanks(?: a lot| again| so much| and regards)?|thank you|"
    r"many thanks|cheers|best|all the best|"
    r"yours(?: sincerely| truly| faithfully)?|sincerely(?: yours)?|take care|warmly|talk soon|speak soon|"
    r"see you soon|love|"
    r"mit (?:freundlichen|besten|herzlichen) grüßen|(?:viele|liebe|beste|herzliche|schöne) grüße|grüße|gruß|"
    r"lg|vg|mfg|"
    r"cordialement|bien à (?:vous|toi)|amitiés|bises|saludos|un saludo|un abrazo|atentamente|"
    r"cordiali saluti|saluti|un caro saluto|met vriendelijke groet(?:en)?|groet(?:en|jes)?|"
    r"atenciosamente|abraços?|med vänlig(?:a)? hälsning(?:ar)?|mvh|hilsen|"
    r"vennlig hilsen)(?: from [a-z]{1,20})?[ ]?[,.!–-]?",
    re.IGNORECASE,
)
_GREETING: Final = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|liebe[r]?|guten (?:tag|"
    r"morgen|abend)|"
    r"sehr geehrte[r]?|moin|servus|bonjour|bonsoir|cher|chère|salut|hola|buenos días|estimad[oa]|querid[oa]|"
    r"ciao|buongiorno|"
    r"gentile|car[oa]|beste|hoi|olá|prezad[oa]|hej|hei|kära)\b[^,!?.:\n]{0,40}[,!:]?",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(
    r"-{2,12} ?(?:original message|forwarded message|original-nachricht|ursprüngliche nachricht|"
    r"weitergeleitete nachricht|"
    r"message d'origine|message transféré|mensaje original|messaggio originale|oorspronkelijk bericht|"
    r"mensagem original|"
    r"ursprungligt meddelande|originalmeddelande)|begin forwarded message|anfang der weitergeleiteten",
    re.IGNORECASE,
)
_OLDER_STARTS: Final = "-bBaAfFvVdD*"
_HEADER_NAME: Final = 8  # within so many characters stands the colon of "*From*:"
_WROTE: Final = re.compile(
    r"(?:on|am|le|el|il|op|em|den|w dniu|dne|på|vào) .{6,200}?(?:wrote|schrieb\b.{0,120}|a écrit|escribió|ha scritto|"
    r"schreef\b.{0,120}|escreveu|skrev\b.{0,120}|pisze|napsal\b.{0,80}|napisał\(?a?\)?) ?:$",
    re.IGNORECASE,
)
_WROTE_HINTS: Final = (
    "wrote",
    "schrieb",
    "écrit",
    "escribió",
    "scritto",
    "schreef",
    "escreveu",
    "skrev",
    "pisze",
    "napsal",
    "napisał",
)
_HEADER: Final = re.compile(r"\*?(?:from|von|de|da|van|från|fra)\*?: ?\S", re.IGNORECASE)
_HEADER_NEXT: Final = re.compile(
    r"\*?(?:sent|date|to|gesendet|datum|an|envoyé|à|enviado|para|inviato|data|a|verzonden|aan|skickat|till|"
    r"sendt|til)\*?: ?\S",
    re.IGNORECASE,
)
_DISCLAIMER: Final = re.compile(
    r"(?:this|the information (?:contained )?in this) (?:e-?mail|message|communication|transmission)\b.{0,80}"
    r"(?:confidential|intended|privileged|attachments?)|confidentiality notice|disclaimer:|diese (?:e-?mail|"
    r"nachricht) (?:enthält|ist)|"
    r"please consider the environment|sent from my |get outlook for |von meinem \w{1,20} gesendet|envoyé de mon ",
    re.IGNORECASE,
)
_DISCLAIMER_STARTS: Final = frozenset(["this", "the ", "conf", "disc", "dies", "plea", "sent", "get ", "von ", "envo"])
_DISCLAIMER_LETTERS: Final = "tTcCdDpPsSgGvVeE"  # with which those begin: one look spares the slice
_CLOSING_STARTS: Final = frozenset(
    """with best kind warm kindest warmest many my very regards wishes greetings thanks thank cheers all yours
    sincerely take warmly talk speak see love mit viele liebe beste herzliche schöne grüße gruß lg vg mfg
    cordialement bien amitiés bises saludos un atentamente cordiali saluti met groet groeten groetjes
    atenciosamente abraço abraços med mvh hilsen vennlig""".split()
)
_ITEM: Final = re.compile(r"(?:[-*•–]|\d{1,2}[.)]) +")
_QUOTES: Final = "\"“‘'(„«"
_ENDS: Final = tuple((f"{mark} ", f"{mark}\n") for mark in ".?!…")
_CLOSED_ENDS: Final = tuple((f"{m}{close} ", f"{m}{close}\n") for close in '"”)' for m in ".?!")
_ABBREVIATED: Final = frozenset(
    """dr mr mrs ms prof st vs no nr inc ltd co jr sr ca approx dept fig jan feb mar apr aug sep sept oct nov dec e.g
    i.e p.m a.m z.b d.h u.a""".split()
)
# Shortened inside a sentence; at the end of one, before a capital, some of them stand too.
_SHORTENED: Final = frozenset(
    "incl excl resp tel ext est min temp ref refs ave corp univ assoc vol eds etc cf viz misc".split()
)
_ORDINAL: Final = re.compile(r"\d{1,2}")
_DOTTED: Final = re.compile(r"(?:[a-z]\.)+[a-z]")  # w.r.t, u.s


@dataclass(frozen=True, slots=True)
class Heard:
    """How a text came: on which day, from whom, to how many."""

    day: date | None
    sender_name: str = ""
    sender_email: str = ""
    recipients: int = 1
    is_bulk: bool = False
    subject: str = ""


class Sentence(NamedTuple):
    """A sentence as written, blanks folded, and the same in small letters with plain apostrophes."""

    text: str
    lower: str


class Words:
    """One text, taken apart once for all readers; what every one of them asks is made at once."""

    __slots__ = ("_folded", "_sentences", "body", "heard", "is_english", "language", "lower", "signature", "text")

    def __init__(self, text: str, heard: Heard) -> None:
        self.heard = heard
        self.body, self.signature = _parts(_own(_lines(text)), heard)  # own lines without greeting; signature lines
        self.text = "\n".join(self.body)  # the sender's own words, greeting and signature left out
        self.lower = _small(self.text)  # for looking before searching
        name = self.signature[0].lower() if self.signature else ""
        self.language = language.guess(f"{self.lower}\n{name}")  # '' when that is not clear
        self.is_english = self.language == "en"
        self._sentences: list[Sentence] | None = None
        self._folded: str | None = None

    @property
    def sentences(self) -> list[Sentence]:
        """Cut the own words into sentences, when a reader first wants to look at them; overlong ones are left out."""
        if self._sentences is None:
            cut = [
                text for paragraph in _paragraphs(self.body) for text in _cut(paragraph) if len(text) <= SENTENCE_CAP
            ]
            self._sentences = [Sentence(text, _small(text)) for text in cut]
        return self._sentences

    def has(self, hints: tuple[str, ...]) -> bool:
        """Say cheaply whether any of these stands in the own words; small letters."""
        lower = self.lower
        for hint in hints:  # noqa: SIM110 - half the time of any(), for every reader and every mail
            if hint in lower:
                return True
        return False

    def hinted(self, hints: tuple[str, ...]) -> list[Sentence]:
        """Give the sentences in which any of these stands."""
        sentences = self.sentences
        if len(sentences) > 1:  # hints that stand nowhere are put aside first
            folded = self._folded
            if folded is None:  # sentences have single blanks, where the words may have line ends
                folded = self._folded = " ".join(self.lower.split())
            hints = tuple([hint for hint in hints if hint in folded])
        found = []
        for sentence in sentences:
            lower = sentence[1]
            for hint in hints:
                if hint in lower:
                    found.append(sentence)
                    break
        return found


def _small(text: str) -> str:
    """Write in small letters, with plain apostrophes."""
    return text.lower().replace("’", "'")


def quote(text: str) -> str:
    """Bound the words that a reading quotes."""
    return text if len(text) <= QUOTE_CAP else text[:QUOTE_CAP]


def _lines(text: str) -> list[str]:
    if len(text) > TEXT_CAP:
        text = text[:TEXT_CAP]
    if "\u00a0" in text:
        text = text.replace("\u00a0", " ")
    return [line.strip()[:LINE_CAP] for line in text.splitlines()]


def _own(lines: list[str]) -> list[str]:
    """Leave out what others wrote: quoted lines, and all that stands below the head of an older message."""
    kept: list[str] = []
    is_quoting, last = False, len(lines) - 1
    for number, line in enumerate(lines):
        if not line:
            kept.append(line)
            continue
        start = line[0]
        if start == ">":
            is_quoting = True
            continue
        if is_quoting:
            is_quoting = False
            kept.append("")
        # Looked at before it is searched: one line of a hundred begins an older message.
        may_start = line[-1] == ":" or (start in _OLDER_STARTS and (start in "-bBaA" or ":" in line[:_HEADER_NAME]))
        if may_start and _starts_older(line, lines, number):
            if not any(later[:1] == ">" for later in lines[number + 1 : number + 5]):
                break  # everything below is the older message
            continue  # the quoted lines are marked one by one, and answers may stand between them
        if number < last and lines[number + 1][-1:] == ":" and _is_split_wrote(lines, number):
            continue
        kept.append(line)
    return kept


def _starts_older(line: str, lines: list[str], number: int) -> bool:
    if line[-1] == ":" and any(hint in line for hint in _WROTE_HINTS):
        return bool(_WROTE.match(line)) or len(line) < 120
    if line[0] in "-bBaA" and _ORIGINAL.match(line):
        return True
    if line[0] in "fFvVdD*" and _HEADER.match(line):
        return any(_HEADER_NEXT.match(later) for later in lines[number + 1 : number + 3])
    return False


def _is_split_wrote(lines: list[str], number: int) -> bool:
    """Say whether this line is the first half of "On … wrote:" that a mailer broke in two."""
    following = lines[number + 1]
    if not any(hint in following for hint in _WROTE_HINTS):
        return False
    return len(following) < 120 and bool(_WROTE.match(f"{lines[number]} {following}"))


def _parts(lines: list[str], heard: Heard) -> tuple[list[str], list[str]]:
    """Part the own lines into body and signature, greeting and disclaimers left out."""
    for number, line in enumerate(lines):
        if (
            len(line) > 12
            and line[0] in _DISCLAIMER_LETTERS
            and line[:4].lower() in _DISCLAIMER_STARTS
            and _DISCLAIMER.match(line)
        ):
            lines = lines[:number]
            break
    end, start = _closing(lines, heard)
    after = _postscript(lines, start)
    signature = [line for line in lines[start:after] if line][: SIGNATURE_LINES + 2]
    body = lines[:end] + ([""] if after < len(lines) else []) + lines[after:]
    begin = next((number for number, line in enumerate(body) if line), len(body))
    body = body[begin:]
    if body and len(body[0]) <= 48 and _GREETING.fullmatch(body[0]):
        body = body[1:]
    return body, signature


def _closing(lines: list[str], heard: Heard) -> tuple[int, int]:
    """Find where the body ends and where the signature starts."""
    filled = [number for number, line in enumerate(lines) if line]
    for number in filled:
        if lines[number][0] in "-_" and _DELIMITER.fullmatch(lines[number]):
            before, _ = _closing(lines[:number], heard)
            return before, before if before < number else number + 1
    name = len(lines)
    initials = heard.sender_name[:1] + heard.sender_name[:1].lower()
    for number in reversed(filled[-SIGNATURE_LINES - 2 :]):
        line = lines[number]
        if len(line) <= 40 and _first(line) in _CLOSING_STARTS and _CLOSING.fullmatch(line):
            rest = [later for later in lines[number + 1 :] if later]
            if all(len(later) <= SIGNATURE_WIDTH or later[:2].lower() in {"ps", "p."} for later in rest):
                return number, number + 1
        if len(line) <= SIGNATURE_WIDTH and line[0] in initials and _is_name(line, heard):
            name = number
    return name, name


def _is_name(line: str, heard: Heard) -> bool:
    first = line.split("|", 1)[0].rstrip(" ,.").lower()
    name = heard.sender_name.lower()
    return bool(name) and len(first) > 1 and (first == name or first == name.split()[0])


def _first(line: str) -> str:
    return line.split(None, 1)[0].rstrip(",.!–-").lower()


def _postscript(lines: list[str], start: int) -> int:
    """Find the line behind the signature at which the sender goes on after all."""
    for number in range(start, len(lines)):
        if lines[number][:1] in "pP" and re.match(r"p\.? ?s\.?[ :-]", lines[number], re.IGNORECASE):
            return number
    return len(lines)


def _paragraphs(lines: list[str]) -> list[str]:
    paragraphs: list[str] = []
    running: list[str] = []
    for line in lines:
        item = _ITEM.match(line) if line[:1] in "-*•–0123456789" else None
        if (not line or item) and running:
            paragraphs.append(_folded(running))
            running = []
        if line:
            running.append(line[item.end() :] if item else line)
    if running:
        paragraphs.append(_folded(running))
    return paragraphs


def _folded(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def _cut(text: str) -> list[str]:
    """Cut a paragraph at the ends of sentences that are none of abbreviations."""
    for end, broken in _ENDS:
        if end in text:
            text = text.replace(end, broken)
    if '" ' in text or "” " in text or ") " in text:
        for end, broken in _CLOSED_ENDS:
            text = text.replace(end, broken)
    sentences: list[str] = []
    last = ""
    for part in text.split("\n"):
        if last and not _is_end(last, part):
            last = sentences[-1] = f"{last} {part}"
        elif part:
            sentences.append(part)
            last = part
    return sentences


def _is_end(before: str, after: str) -> bool:
    """Say whether a sentence ends between two parts: not behind an abbreviation.

    Many begin sentences in small letters; only behind a bracket, a quotation, three dots or "the 3." does one go on.
    """
    first = after[:1] if after[:1] not in _QUOTES else after[1:2]
    if before[-1] in "?!":
        return True
    last = before.rpartition(" ")[2].lstrip(_QUOTES)
    word = last[:-1].lower()
    if first.islower() and (last[-1] != "." or _ORDINAL.fullmatch(word) or word.endswith(".") or word in _SHORTENED):
        return False
    return not (last[-1:] == "." and _is_abbreviated(word))


def _is_abbreviated(word: str) -> bool:
    return word in _ABBREVIATED or (len(word) == 1 and word.isalpha()) or bool(_DOTTED.fullmatch(word))
