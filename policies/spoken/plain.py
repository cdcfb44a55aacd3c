"""A typed text in the form in which words are looked for in it."""

import unicodedata


def folded(text: str) -> str:
    """Give it in small letters, with full-width letters, digits and signs made ordinary."""
    return unicodedata.normalize("NFKC", text).lower()


def plain_words(text: str) -> str:
    """Give it folded, with straight apostrophes and nothing around it."""
    return folded(text).replace("’", "'").strip()
