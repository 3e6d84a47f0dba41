"""Handles: addresses and keys that point at a person, in one canonical spelling."""

import re
import unicodedata
from typing import Final
from urllib.parse import unquote

EMAIL: Final = "email"
PHONE: Final = "phone"  # as the source wrote it; identity turns it into E.164
LINKEDIN: Final = "linkedin"  # the profile's slug
URL: Final = "url"
UID: Final = "uid"  # "<source>:<key>": a key that one source uses
NAME: Final = "name"  # no handle at all; the value is ''

_PROFILE = re.compile(r"(?:^|[/.])linkedin\.com/(?:in|pub)/([^/?#\s]+)", re.IGNORECASE)
_ADDRESS = re.compile(r"^[^\s@<>\"(),;:\\]+@[^\s@<>\"(),;:\\\[\]]+$")

# Mailboxes that belong to a function, not to a person: a message from one is real, but it names nobody.
SHARED_MAILBOXES: Final = frozenset(
    """abuse accounting accounts admin administration administrator alerts all bestellung bewerbung billing
    booking bookings buchhaltung buchung career careers compliance confirmation contact contact-us contacto
    customer.service customerservice dpo editor editorial enquiries enquiry events everyone feedback finance
    hello help helpdesk hi hiring hola hostmaster hr humanresources info information inquiries invoice invoices
    it jobs kontakt legal mail mailbox mailer marketing media members membership news newsletter office ops
    orders payments people post postmaster press presse privacy purchasing reception recruiting recruitment
    reservations root sales secretariat security service services shop staff subscribe subscriptions support
    talent team tech tickets unsubscribe verwaltung web webmaster""".split()
)
_NO_REPLY = re.compile(
    r"(?:^|[._+-])(?:no|do|donot|not)?[._-]?(?:not[._-]?)?reply(?:[._+-]|$)|mailer-daemon|^bounces?(?:[._+-]|$)|^notifications?(?:[._+-]|$)|^noreply",
    re.IGNORECASE,
)
# Hosts of mailing lists alone: whoever writes to such an address writes to many.
_LIST_HOST = re.compile(r"^lists?\.[^.]+\.|(?:^|\.)(?:googlegroups\.com|groups\.io|freelists\.org|yahoogroups\.com)$")
_CALENDAR_HOST = re.compile(r"(?:^|\.)calendar\.google\.com$")


def email(text: str) -> str | None:
    """Spell an e-mail address canonically: lower case, no ``mailto:``, no brackets; None for what is none."""
    found = text.strip().strip("<>").strip()
    if found[:7].lower() == "mailto:":
        found = found[7:].split("?", 1)[0]
    found = unicodedata.normalize("NFC", found).lower().rstrip(".")
    return found if len(found) <= 320 and _ADDRESS.match(found) else None


def linkedin(text: str) -> str | None:
    """Take the slug from a profile address in any of its spellings; None for a placeholder without one."""
    found = _PROFILE.search(text.strip())
    if not found:
        return None
    slug = unicodedata.normalize("NFC", unquote(found.group(1))).strip().lower()
    return slug or None


def url(text: str) -> str:
    """Tidy an address on the web: scheme and host in lower case, no trailing slash."""
    found = text.strip()
    scheme, mark, rest = found.partition("://")
    if not mark:
        scheme, rest = "https", found
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{path}".rstrip("/")


def is_no_reply(address: str) -> bool:
    """Say whether an address says of itself that nobody reads it."""
    return bool(_NO_REPLY.search(address.partition("@")[0]))


def is_shared(address: str) -> bool:
    """Say whether an address belongs to a function (info@, sales@, no-reply@) or a list rather than to one person."""
    local, _, domain = address.lower().partition("@")
    return local.partition("+")[0] in SHARED_MAILBOXES or is_no_reply(address) or bool(_LIST_HOST.search(domain))


def is_calendar(address: str) -> bool:
    """Say whether an address is a calendar's or a room's that a service made up: nobody reads there."""
    return bool(_CALENDAR_HOST.search(address.lower().partition("@")[2]))


def key(kind: str, value: str) -> str:
    """Name the card that a bare handle makes: ``email:ann@example.org``."""
    return f"{kind}:{value}"
