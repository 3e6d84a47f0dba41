"""Evidence on a message that it went to many, or was written by no person."""

from typing import Final

from kithbook.model import handle
from kithbook.sources.mail.header import Fields

# Fields that say so by being there.
_BY_PRESENCE: Final = (
    ("list-id", "List-Id"),
    ("mailing-list", "Mailing-List"),
    ("x-beenthere", "X-BeenThere"),
    ("list-post", "List-Post"),
    ("list-unsubscribe", "List-Unsubscribe"),
    ("x-autoreply", "X-Autoreply"),
    ("x-autorespond", "X-Autorespond"),
)
# Marks of services that send for others. They send personal mail too, so they count only beside an unsubscribe
# link, which is evidence by itself; they make the evidence say more.
_SERVICES: Final = frozenset(
    ("feedback-id", "x-campaign", "x-campaignid", "x-mailgun-sid", "x-sg-eid", "x-ses-outgoing", "x-mc-user")
)
_PRECEDENCE: Final = frozenset(("bulk", "list", "junk", "auto_reply"))
_SUPPRESSED: Final = frozenset(("all", "oof", "autoreply"))


def evidence(fields: Fields, sender: str, *, is_via: bool) -> str:
    """Name the field that shows it; '' if none does."""
    for name, shown in _BY_PRESENCE:
        if name in fields:
            if name == "list-unsubscribe" and (service := _SERVICES & fields.keys()):
                return f"{shown} with {min(service).title()}"
            return shown
    if "precedence" in fields:
        word = fields["precedence"][0].lower().partition(" ")[0]
        if word in _PRECEDENCE:
            return f"Precedence: {word}"
    if "auto-submitted" in fields and not fields["auto-submitted"][0].lower().startswith("no"):
        return "Auto-Submitted"
    if "x-auto-response-suppress" in fields:
        stated = {word.strip() for word in fields["x-auto-response-suppress"][0].lower().split(",")}
        if stated & _SUPPRESSED:
            return "X-Auto-Response-Suppress"
    if "content-type" in fields and fields["content-type"][0][:16].lower() == "multipart/report":
        return "multipart/report"
    if sender and handle.is_no_reply(sender):
        return "no-reply"
    return "via a list" if is_via else ""
