import math

import pytest

from bench.statistic import Spread, paired_ratios, percentile, spread


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(value) for value in range(100, 0, -1)]
    assert percentile(values, 0.5) == 50
    assert percentile(values, 0.99) == 99
    assert percentile(values, 1) == 100
    assert percentile([7.0], 0.99) == 7


def test_one_lost_message_of_fifty_makes_the_p99_infinite() -> None:
    assert percentile([0.01] * 49 + [math.inf], 0.99) == math.inf
    assert percentile([0.01] * 999 + [math.inf], 0.99) == 0.01


def test_nothing_measured_is_not_zero() -> None:
    assert math.isnan(percentile([], 0.5))
    assert math.isnan(spread([]).median)


def test_quartiles_lie_between_the_rounds() -> None:
    assert spread([4.0, 1.0, 3.0, 2.0]) == Spread(1.75, 2.5, 3.25)
    assert spread([5.0]) == Spread(5, 5, 5)
    assert spread([1.0, math.inf, math.inf]).upper == math.inf


def test_ratios_pair_the_rounds_and_leave_out_what_cannot_be_divided() -> None:
    assert paired_ratios([10.0, 6.0], [5.0, 2.0]) == [2, 3]
    assert paired_ratios([10.0, 6.0], [0.0, 2.0]) == [3]
    assert paired_ratios([10.0, math.inf], [5.0, 2.0]) == [2]
    with pytest.raises(ValueError, match="zip"):
        paired_ratios([1.0], [1.0, 2.0])
