"""Answers as files for other programs. One row an answer, in the order of numbers drawn by lot, with no time but the day."""
