"""The verbs of the catalogue: take in what a source says, correct what is wrong, confirm what is right."""

from catalogue.services.confirming import confirm
from catalogue.services.correcting import NothingToCorrect, correct, settle
from catalogue.services.importing import Report, dataset_for, take_in
from catalogue.services.resolving import resolve

__all__ = ["NothingToCorrect", "Report", "confirm", "correct", "dataset_for", "resolve", "settle", "take_in"]
