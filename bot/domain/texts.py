"""What makes a text say something, and how much."""


def has_word(text: str) -> bool:
    """Whether there is a letter, a Chinese sign or a digit in it: 。 and 👍 say nothing."""
    return letters_in(text) > 0


def letters_in(text: str) -> int:
    """How many letters, Chinese signs and digits it has."""
    return sum(character.isalnum() for character in text)
