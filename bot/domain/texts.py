"""What makes a text say something."""


def has_word(text: str) -> bool:
    """Whether there is a letter, a Chinese sign or a digit in it: 。 and 👍 say nothing."""
    return any(character.isalnum() for character in text)
