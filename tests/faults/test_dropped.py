"""A correct report that leaves a sentence out is still correct."""

import pytest
from faults.corpus import samples
from faults.dropped import SENTENCE, shortened

# Their lines end anywhere: what stands between two full stops on one line is no sentence.
BROKEN_LINES = ("ocr-worn", "yunnan-final-accounts-chapter")
WHOLE = [sample for sample in samples() if sample.name not in BROKEN_LINES]


@pytest.mark.parametrize("sample", WHOLE, ids=lambda sample: sample.name)
def test_a_report_without_one_of_its_sentences_has_no_error(sample):
    assert len(SENTENCE.findall(sample.text)) > 20
    wrong = list(shortened(sample))
    assert not wrong, "\n".join(
        f"{error.code} {error.message} —— 略去：{dropped.words}"
        for dropped in wrong
        for error in dropped.errors
    )
