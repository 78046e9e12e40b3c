# The Fréchet distance as pytorch-fid 0.3.0 computes it (fid_score.py, calculate_frechet_distance): answers lines with lines.
import json
import sys
import time

import numpy as np
import scipy
from scipy import linalg


def frechet(asked):
    (mu1, sigma1), (mu2, sigma2) = [(f["mu"], f["sigma"]) for f in map(np.load, asked["paths"])]
    start = time.perf_counter()
    diff = mu1 - mu2
    root = linalg.sqrtm(sigma1.dot(sigma2))
    root = root[0] if isinstance(root, tuple) else root
    if not np.isfinite(root).all():
        offset = np.eye(sigma1.shape[0]) * 1e-6
        root = linalg.sqrtm((sigma1 + offset).dot(sigma2 + offset))
    if np.iscomplexobj(root):
        root = root.real
    distance = diff.dot(diff) + np.trace(sigma1) + np.trace(sigma2) - 2 * np.trace(root)
    return {"seconds": time.perf_counter() - start, "distance": float(distance)}


answers = {
    "hello": lambda asked: {"version": f"SciPy {scipy.__version__}, NumPy {np.__version__}"},
    "frechet": frechet,
}

for line in sys.stdin:
    asked = json.loads(line)
    try:
        answer = answers[asked["ask"]](asked)
    except Exception as error:  # told to whoever asks
        answer = {"problem": str(error)}
    print(json.dumps(answer), flush=True)
