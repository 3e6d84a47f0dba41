"""Evidence on a message that whoever sent it is not who it names: what the server that took it in found out."""

import re
from typing import Final

from kithbook.sources.mail.header import Fields

# A server puts its findings above all that came with the letter; only the topmost are those of the last one.
_FINDINGS: Final = "authentication-results"
# DMARC asks whether the address that is shown is the sender's; Exchange's sum of such checks is called compauth.
_FAILED = re.compile(r"(?:^|[\s;])(dmarc|compauth)\s*=\s*fail\b", re.IGNORECASE)
# Exchange notes whether somebody of the house sent it, and takes such fields off what comes from outside.
_AS: Final = ("x-ms-exchange-organization-authas", "x-ms-exchange-crosstenant-authas")


def evidence(fields: Fields) -> str:
    """Name the finding that says so; '' if none does."""
    if _FINDINGS in fields and (found := _FAILED.search(fields[_FINDINGS][0][:4096])):
        return f"{found[1].lower()}=fail"
    if any(fields[name][0].lower() == "anonymous" for name in _AS if name in fields):
        return "AuthAs: Anonymous"
    return ""
