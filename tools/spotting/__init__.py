"""Spots in a text what it is about: numbers of documents, names of accounts and products."""
