"""What holds for every failure that the user is told of."""

import pickle

import pytest

from jixiao.errors import NoSuchFile
from sitegen.failures import failures, sample


@pytest.mark.parametrize("failure", failures(), ids=lambda failure: failure.code)
def test_a_failure_says_what_is_wrong_and_the_way_out(failure):
    error = sample(failure)
    assert error.message.endswith("。")
    assert str(error) == error.message + error.hint
    assert "{" not in str(error)


@pytest.mark.parametrize("failure", failures(), ids=lambda failure: failure.code)
def test_a_failure_survives_the_way_between_processes(failure):
    error = sample(failure)
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
    assert (type(copy), str(copy)) == (failure, str(error))


def test_failures_told_by_name_survive_too():
    error = NoSuchFile(path="报告.docx")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301  # our own bytes


def test_braces_in_a_name_are_letters():
    assert NoSuchFile("{path}.docx").message == "找不到文件“{path}.docx”。"
