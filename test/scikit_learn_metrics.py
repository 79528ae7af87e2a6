"""What scikit-learn says of scored pairs.

Reads FOLDER/cases.json, a list of names, and for each NAME the files
NAME.scores.f32 and NAME.labels.u8. Writes NAME.METRIC.f64, an array or the
columns of a curve one after the other, and prints for each case which metrics
were refused: an error, a warning, or an answer that is not a number.
"""

import json
import pathlib
import sys
import warnings

import numpy as np
from sklearn import calibration, metrics


def probabilities(logits):
    # Each side by itself: 1 - p has no digits where p is nearly 1.
    with np.errstate(over="ignore"):
        return np.stack([1 / (1 + np.exp(logits)), 1 / (1 + np.exp(-logits))], 1)


def precision_recall(labels, scores):
    precision, recall, threshold = metrics.precision_recall_curve(labels, scores)
    # Rising thresholds, and behind them a point that no threshold has.
    return threshold[::-1], precision[-2::-1], recall[-2::-1]


def roc(labels, scores):
    false_rate, true_rate, threshold = metrics.roc_curve(
        labels, scores, drop_intermediate=False)
    return threshold, false_rate, true_rate


def calibrated(labels, scores):
    observed, predicted = calibration.calibration_curve(
        labels, probabilities(scores)[:, 1], n_bins=10)
    return predicted, observed


METRICS = {
    "rocAuc": metrics.roc_auc_score,
    "averagePrecision": metrics.average_precision_score,
    "logLoss": lambda labels, scores: metrics.log_loss(
        labels, probabilities(scores)),
    "rocCurve": roc,
    "precisionRecallCurve": precision_recall,
    "calibrationCurve": calibrated,
}

warnings.simplefilter("error")
folder = pathlib.Path(sys.argv[1])
refused = {}
for case in json.loads((folder / "cases.json").read_text()):
    scores = np.fromfile(folder / f"{case}.scores.f32", np.float32)
    labels = np.fromfile(folder / f"{case}.labels.u8", np.uint8)
    refused[case] = []
    for name, metric in METRICS.items():
        try:
            answer = np.array(metric(labels, scores.astype(np.float64)))
            if np.isnan(answer).any():
                raise ValueError("not a number")
        except (ValueError, IndexError, Warning):
            refused[case].append(name)
        else:
            answer.astype(np.float64).tofile(folder / f"{case}.{name}.f64")
print(json.dumps(refused))
