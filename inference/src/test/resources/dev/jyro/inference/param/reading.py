"""Reads written.safetensors, which Jyro wrote, with the format's own library, and checks it.

WrittenForPythonTest holds Jyro to this file byte for byte. Run once with Python 3.11, safetensors 0.8.0 and
NumPy 2.4:

    python reading.py written.safetensors
"""

import sys

import numpy as np
from safetensors import safe_open

expected = {
    "weights.0": np.array([[1.5, -0.0, np.inf], [np.nan, 1e-45, -3.25]], dtype=np.float32),
    "doubles": np.array([np.pi, -1e300], dtype=np.float64),
    "number": np.array(2.5, dtype=np.float32),
    "nothing": np.zeros((0, 3), dtype=np.float32),
    "longs": np.array([2**62 + 1, -1], dtype=np.int64),
    "flags": np.array([True, False, True]),
    "grüße ☃ \"quoted\"": np.array([1.0], dtype=np.float32),
}

with safe_open(sys.argv[1], framework="numpy") as file:
    assert file.metadata() == {"made by": "Jyro"}, file.metadata()
    assert set(file.keys()) == set(expected), file.keys()
    for name, value in expected.items():
        found = file.get_tensor(name)
        assert found.dtype == value.dtype and found.shape == value.shape, name
        assert found.tobytes() == value.tobytes(), name
print("all as expected")
