"""The number of a paper form: six letters drawn by lot and one that checks them (Luhn mod N), such as `K7Q-P3MW`.

One letter that was mistyped never gives a number that stands on another form, nor do two neighbours that changed places
(but for the first and last letter of the alphabet).
"""

from secrets import choice

from surveys.services.people import ALPHABET

DRAWN = 6


class WrongNumber(ValueError):
    """What was typed is no number of a form."""


def new_number() -> str:
    """A number for one printed copy."""
    drawn = "".join(choice(ALPHABET) for _ in range(DRAWN))
    return _written(drawn + _check(drawn))


def proper(typed: str) -> str:
    """The number as it is printed, however it was typed. Raises WrongNumber when its last letter does not fit."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    if len(letters) != DRAWN + 1 or not set(letters) <= set(ALPHABET) or _check(letters[:-1]) != letters[-1]:
        raise WrongNumber(typed)
    return _written(letters)


def _written(letters: str) -> str:
    return f"{letters[:3]}-{letters[3:]}"


def _check(drawn: str) -> str:
    many = len(ALPHABET)
    total = 0
    for place, letter in enumerate(reversed(drawn)):
        weighed = ALPHABET.index(letter) * (2 if place % 2 == 0 else 1)
        total += weighed // many + weighed % many
    return ALPHABET[-total % many]
