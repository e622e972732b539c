"""Samples to look at: of two seeds, and one with plain accounts beside the named ones."""

import pytest

from tests.tools.sample_business.sample_files import Sample
from tools.sample_business import write_sample


@pytest.fixture(scope="session", params=[(1, 1), (20261031, 1), (1, 2)], ids=["seed 1", "another seed", "scale 2"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    seed, scale = request.param
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder, seed=seed, scale=scale)
    return Sample(folder)
