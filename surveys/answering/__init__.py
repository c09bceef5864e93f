"""What people answer: checked before anything is kept."""

from surveys.answering.checking import Checked, Checker, Error, checked

__all__ = ["Checked", "Checker", "Error", "checked"]
