"""A generated ads platform as canonical CSVs: the same bytes for the same seed. Every name in it is invented."""

from tools.sample_business.periods import AS_OF
from tools.sample_business.sample import write_sample

__all__ = ["AS_OF", "write_sample"]
