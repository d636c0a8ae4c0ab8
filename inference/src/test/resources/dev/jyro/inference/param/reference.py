"""Writes reference.safetensors with the format's own library, for SafeTensorsTest.

Made once with Python 3.11, safetensors 0.8.0 and NumPy 2.4:

    python reference.py reference.safetensors
"""

import sys

import numpy as np
from safetensors.numpy import save_file

save_file(
    {
        "weights.0": np.array([[1.5, -0.0, np.inf], [np.nan, 1e-45, -3.25]], dtype=np.float32),
        "doubles": np.array([np.pi, -1e300], dtype=np.float64),
        "number": np.array(2.5, dtype=np.float32),
        "nothing": np.zeros((0, 3), dtype=np.float32),
        "longs": np.array([2**62 + 1, -1], dtype=np.int64),
        "ints": np.array([-(2**31), 7], dtype=np.int32),
        "bytes": np.array([-128, 127], dtype=np.int8),
        "pixels": np.array([0, 255], dtype=np.uint8),
        "flags": np.array([True, False, True]),
        "grüße ☃ \"quoted\"": np.array([1.0], dtype=np.float32),
    },
    sys.argv[1],
    metadata={"made by": "safetensors", "for": "a test"},
)
