"""duplicates: the pairs that may be one person."""

from kithbook.actions.questions import Asked, questions
from kithbook.model import question
from kithbook.store.book import Book


def duplicates(book: Book) -> list[Asked]:
    """List the questions whether two are one, the most valuable first."""
    return questions(book, kinds=[question.SAME])
