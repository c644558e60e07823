"""Rare garbage collection lasts as long as the job that asked for it."""

import gc

import pytest

from qbank.imports.services.garbage import rare_garbage_collection


def test_collections_are_rarer_than_python_has_them_by_itself():
    with rare_garbage_collection():
        assert gc.get_threshold() > (700, 10, 10)


def test_it_is_as_before_afterwards_even_when_the_job_fails():
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), rare_garbage_collection():
        raise ZeroDivisionError
    assert gc.get_threshold() == before
