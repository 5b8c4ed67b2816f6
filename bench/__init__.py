"""Figures that a reader can print again: how well the extractors read, how fast the service answers."""
