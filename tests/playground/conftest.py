"""One running demo for all tests of the playground that do not need one of their own."""

from collections.abc import Generator

import pytest

from tests.playground.program import Program


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Generator[Program]:
    with Program(tmp_path_factory.mktemp("demo")) as program:
        yield program
