"""Surveys on paper: the form that is printed, its number, and its conditions in words."""
