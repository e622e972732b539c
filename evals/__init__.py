"""Measurements and evals. Nothing here is imported by the product."""
