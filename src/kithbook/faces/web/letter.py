"""A draft as pages show it: the words to edit, and the ways to take them along. Nothing here sends."""

from dataclasses import dataclass

from kithbook.actions import mail_draft
from kithbook.actions.draft import DraftShown


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft, the address that opens it in the mail program, and the pages of its variants."""

    draft: DraftShown
    mailto: str
    is_cut: bool  # the mail program takes only the beginning
    chosen: str  # the page of this letter; a variant is its query `words`
    closed: str  # where closing it leads

    @classmethod
    def of(cls, draft: DraftShown, *, chosen: str, closed: str) -> "Letter":
        """Take a draft to a page."""
        by_mail = draft.by.kind == "mail" and bool(draft.text)
        return cls(
            draft,
            mailto=mail_draft.mailto(draft.to, draft.subject, draft.text) if by_mail else "",
            is_cut=by_mail and not mail_draft.fits(draft.to, draft.subject, draft.text),
            chosen=chosen,
            closed=closed,
        )
