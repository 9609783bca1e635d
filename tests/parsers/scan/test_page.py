"""A page as pixels: the figures taken of it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from parsers.scan.page import percentile


@given(st.binary(min_size=1, max_size=400), st.sampled_from([0, 1, 5, 50, 80, 100]))
def test_percentiles_of_pixels_are_those_of_numpy(octets: bytes, share: float) -> None:
    values = np.frombuffer(octets, np.uint8)
    assert int(percentile(values, share)) == int(np.percentile(values, share))
    assert abs(percentile(values, share) - float(np.percentile(values, share))) < 1e-9
