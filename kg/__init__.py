"""Zhitu 知图: Chinese articles into an RDF graph whose every fact leads to the words that say it."""

__version__ = "0.1.0"
