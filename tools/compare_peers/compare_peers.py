"""Compares Kindred with Python peers on one split, in one run.

Each learns item vectors from the split's training pairs; all are judged here, by
Kindred's protocol: ROC-AUC over the held-out pairs and the split's negatives, and
NDCG@10 over the full catalogue less the query item and its training neighbours.
What is not installed is skipped, with the reason.

    python3 tools/compare_peers/compare_peers.py SPLIT [--threads 2] [--check]
"""

import argparse
import json
import os
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DIMENSIONS = 128
SEED = 1


class Missing(Exception):
    """A peer that cannot run here; the message says why."""


@dataclass
class Split:
    """Training pairs (int64 [n], float32 [n]) and labelled pairs."""

    items: int
    left: "numpy.ndarray"
    right: "numpy.ndarray"
    weight: "numpy.ndarray"
    validation_left: "numpy.ndarray"
    validation_right: "numpy.ndarray"
    label: "numpy.ndarray"

    def both_ways(self):
        """Returns the training pairs as a symmetric sparse matrix of weights."""
        from scipy.sparse import csr_matrix

        a = np.concatenate([self.left, self.right])
        b = np.concatenate([self.right, self.left])
        w = np.concatenate([self.weight, self.weight])
        return csr_matrix((w, (a, b)), shape=(self.items, self.items))


@dataclass
class Vectors:
    """A pair's score is the mean of query[a] . item[b] and query[b] . item[a], plus
    both biases: float32 [items, d] and [items]."""

    query: "numpy.ndarray"
    item: "numpy.ndarray"
    bias: "numpy.ndarray"

    def pairs(self, left, right):
        """Returns the scores of pairs."""
        there = np.einsum("ij,ij->i", self.query[left], self.item[right])
        back = np.einsum("ij,ij->i", self.query[right], self.item[left])
        return (there + back) / 2 + self.bias[left] + self.bias[right]

    def items(self, queries):
        """Returns the scores of all items for some query items, without their bias."""
        there = self.query[queries] @ self.item.T
        if self.query is not self.item:
            there = (there + self.item[queries] @ self.query.T) / 2
        return there + self.bias


@dataclass
class Trained:
    """What a peer learned, how long training took, and in how many epochs."""

    vectors: Vectors
    seconds: float
    epochs: int


def read_split(folder):
    """Reads the Parquet files of a split folder."""
    manifest = json.loads((folder / "manifest.json").read_text())
    if manifest["kind"] != "split":
        sys.exit(f'Cannot read "{folder}": it must hold a split, got a {manifest["kind"]}')

    def columns(name, *wanted):
        found = duckdb.sql(
            f"""SELECT "{'", "'.join(wanted)}" FROM read_parquet(?)""",
            params=[str(folder / name)],
        ).fetchnumpy()
        return [np.ascontiguousarray(found[column]) for column in wanted]

    left, right, weight = columns("train.parquet", "left", "right", "weight")
    a, b, label = columns("validation.parquet", "left", "right", "label")
    rows = [column.astype(np.int64) for column in (left, right, a, b)]
    return Split(
        manifest["counts"]["items"],
        rows[0],
        rows[1],
        weight.astype(np.float32),
        rows[2],
        rows[3],
        label.astype(np.uint8),
    )


# --- what is compared -------------------------------------------------------


def gensim_word2vec(epochs):
    """Skip-gram with 5 negatives on sentences of two words, a pair each way."""

    def train(split, threads):
        try:
            from gensim.models import Word2Vec
        except ImportError as error:
            raise Missing(f"gensim: {error}") from error
        order = np.random.default_rng(SEED).permutation(2 * len(split.left))
        a = np.concatenate([split.left, split.right])[order]
        b = np.concatenate([split.right, split.left])[order]
        sentences = [[str(x), str(y)] for x, y in zip(a, b)]
        start = time.perf_counter()
        model = Word2Vec(
            sentences,
            vector_size=DIMENSIONS,
            window=1,
            sg=1,
            negative=5,
            min_count=1,
            sample=0,
            epochs=epochs,
            workers=threads,
            seed=SEED,
        )
        seconds = time.perf_counter() - start
        table = np.zeros((split.items, DIMENSIONS), np.float32)
        # As `most_similar` has it: by cosine.
        rows = np.array([int(word) for word in model.wv.index_to_key])
        table[rows] = model.wv.get_normed_vectors()
        return Trained(symmetric(table), seconds, epochs)

    return train


def implicit_als(unobserved, regularization):
    """ALS on the symmetric matrix: with its defaults, or with the weights and the
    regularization that suit item pairs. `implicit` weighs a known pair `alpha`
    where an unknown one weighs 1."""

    def train(split, threads):
        try:
            from implicit.cpu.als import AlternatingLeastSquares
            from threadpoolctl import threadpool_limits
        except ImportError as error:
            raise Missing(f"implicit: {error}") from error
        matrix = split.both_ways()
        matrix.data = matrix.data / matrix.data.mean() / unobserved
        iterations = 15
        # Its own threads and those of the linear algebra must not be multiplied.
        with threadpool_limits(1, "blas"):
            model = AlternatingLeastSquares(
                factors=DIMENSIONS,
                alpha=1.0,
                regularization=regularization,
                iterations=iterations,
                num_threads=threads,
                random_state=SEED,
            )
            start = time.perf_counter()
            model.fit(matrix, show_progress=False)
            seconds = time.perf_counter() - start
        vectors = two_tables(model.user_factors, model.item_factors)
        return Trained(vectors, seconds, iterations)

    return train


def libmf(split, threads):
    """One-class factorization by pairwise ranking (BPR) on the symmetric matrix,
    with an L2 in place of the L1 that the binding has as its default."""
    try:
        # It prints where it was found.
        with Silence():
            from libmf import mf
    except (ImportError, OSError) as error:
        raise Missing(f"libmf: {error}") from error
    epochs = 30
    a = np.concatenate([split.left, split.right])
    b = np.concatenate([split.right, split.left])
    triples = np.stack([a, b, np.ones(len(a))], axis=1).astype(np.float32)
    engine = mf.MF(
        fun=mf.P_ROW_BPR_MFOC,
        k=DIMENSIONS,
        nr_threads=threads,
        nr_iters=epochs,
        lambda_p2=0.01,
        lambda_q2=0.01,
        lambda_p1=0.0,
        lambda_q1=0.0,
        eta=0.1,
        quiet=True,
    )
    start = time.perf_counter()
    with Silence():
        engine.fit(triples)
    seconds = time.perf_counter() - start
    # Its tables end with the last row that has a pair, and are NaN for rows without.
    query = np.zeros((split.items, DIMENSIONS), np.float32)
    item = np.zeros((split.items, DIMENSIONS), np.float32)
    with Silence():
        p, q = engine.p_factors(), engine.q_factors()
    query[: len(p)] = np.nan_to_num(p)
    item[: len(q)] = np.nan_to_num(q)
    return Trained(two_tables(query, item), seconds, epochs)


def kindred(recipe):
    """Kindred through its command line, with a recipe's defaults."""

    def train(split, threads, folder, check):
        with tempfile.TemporaryDirectory() as place:
            run = Path(place) / "run"
            result = run_kindred(
                ["train", str(folder), "--out", str(run), "--recipe", recipe]
                + ["--threads", str(threads), "--seed", str(SEED), "--json", "--quiet"]
            )
            vectors = read_run(run / "model.safetensors")
            if check:
                found = run_kindred(
                    ["evaluate", str(run), "--split", str(folder), "--json", "--quiet"]
                )
                expect_same(judge(vectors, split), found)
        return Trained(vectors, result["seconds"], result["epochs"])

    return train


# --- Kindred ----------------------------------------------------------------


def run_kindred(arguments):
    """Runs a command of Kindred and returns its JSON."""
    deno = ROOT / "node_modules" / ".bin" / "deno"
    if not deno.exists():
        raise Missing("kindred: `npm install` must have been run")
    command = [str(deno), "run", "-A", "--cached-only", "--no-check"]
    command += [str(ROOT / "apps/cli/src/main.ts"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Missing(f"kindred: {done.stderr.strip()}")
    return json.loads(done.stdout)


def read_run(path):
    """Reads the vectors of a run from its safetensors file."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])

    def tensor(name):
        begin, end = (8 + length + at for at in header[name]["data_offsets"])
        flat = np.frombuffer(data[begin:end], np.float32)
        return flat.reshape(header[name]["shape"]).copy()

    table, bias = tensor("embeddings"), tensor("item_bias")
    if header.get("__metadata__", {}).get("crossed") != "true":
        return Vectors(table, table, bias)
    # [u | v]: a pair's score is u_a . v_b + v_a . u_b, twice the mean of both.
    half = table.shape[1] // 2
    query, item = table[:, :half], table[:, half:]
    return Vectors(2 * query, np.ascontiguousarray(item), bias)


def expect_same(ours, theirs):
    """Ends unless Kindred's own evaluation gives what is computed here."""
    for name, value in (("rocAuc", ours[0]), ("ndcgAt10", ours[1])):
        if abs(value - theirs[name]) > 1e-3:
            sys.exit(
                f"Cannot compare: {name} must be what kindred evaluate gives, "
                f"{theirs[name]:.5f}, got {value:.5f}"
            )


# --- how vectors are judged ---------------------------------------------------


def symmetric(table):
    """Returns vectors of which each is both, without biases."""
    return Vectors(table, table, np.zeros(len(table), np.float32))


def two_tables(query, item):
    """Returns vectors of two tables, without biases."""
    query, item = (np.asarray(table, np.float32) for table in (query, item))
    return Vectors(query, item, np.zeros(len(query), np.float32))


def judge(vectors, split):
    """Returns (ROC-AUC, NDCG@10)."""
    scores = vectors.pairs(split.validation_left, split.validation_right)
    return roc_auc(scores, split.label), ndcg_at_10(vectors, split)


def roc_auc(scores, labels):
    """Returns the area under the ROC curve; ties count one half."""
    from scipy.stats import rankdata

    ranks = rankdata(scores)
    positives = int(labels.sum())
    negatives = len(labels) - positives
    u = ranks[labels == 1].sum() - positives * (positives + 1) / 2
    return u / (positives * negatives)


def neighbour_lists(left, right, items):
    """Returns each item's partners, from both sides."""
    a = np.concatenate([left, right])
    b = np.concatenate([right, left])
    order = np.argsort(a, kind="stable")
    starts = np.searchsorted(a[order], np.arange(items + 1))
    partners = b[order]
    return [partners[starts[i] : starts[i + 1]] for i in range(items)]


def ndcg_at_10(vectors, split, block=256):
    """Returns the mean NDCG@10 of all items with a held-out partner; candidates of
    the same score stand in random order, and count what is expected of that."""
    held = split.label == 1
    relevant = neighbour_lists(
        split.validation_left[held], split.validation_right[held], split.items
    )
    known = neighbour_lists(split.left, split.right, split.items)
    queries = np.array([i for i in range(split.items) if len(relevant[i]) > 0])
    # What the first n places are worth together: none is beyond the tenth.
    worth = np.zeros(split.items + 1)
    worth[1:11] = 1 / np.log2(np.arange(2, 12))
    worth = np.cumsum(worth)
    total = 0.0
    for at in range(0, len(queries), block):
        asked = queries[at : at + block]
        block_scores = vectors.items(asked)
        for query, scores in zip(asked, block_scores):
            scores[query] = -np.inf
            scores[known[query]] = -np.inf
            tenth = np.partition(scores, -10)[-10]
            gain = 0.0
            for score in scores[relevant[query]]:
                if score < tenth:
                    continue
                above = np.count_nonzero(scores > score)
                alike = np.count_nonzero(scores == score)
                gain += (worth[above + alike] - worth[above]) / alike
            total += gain / worth[len(relevant[query])]
    return total / len(queries)


class Silence:
    """Keeps what native code prints off standard output."""

    def __enter__(self):
        sys.stdout.flush()
        self.kept = os.dup(1)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)

    def __exit__(self, *_):
        sys.stdout.flush()
        os.dup2(self.kept, 1)
        os.close(self.kept)


# --- the comparison -----------------------------------------------------------

PEERS = {
    "gensim word2vec, 5 epochs": gensim_word2vec(5),
    "gensim word2vec, 30 epochs": gensim_word2vec(30),
    "implicit ALS, defaults": implicit_als(1.0, 0.01),
    "implicit ALS, unknown pairs 0.01": implicit_als(0.01, 0.01),
    "LIBMF, BPR": libmf,
}
RECIPES = ("plain", "als", "kindred")


def main():
    """Trains and judges all, and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("split", type=Path, help="folder that `kindred split` wrote")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument(
        "--check",
        action="store_true",
        help="compare the figures of Kindred with those of `kindred evaluate`",
    )
    options = parser.parse_args()
    split = read_split(options.split)
    trainings = {
        name: lambda train=train: train(split, options.threads)
        for name, train in PEERS.items()
    }
    for recipe in RECIPES:
        trainings[f"Kindred, --recipe {recipe}"] = lambda train=kindred(recipe): train(
            split, options.threads, options.split, options.check
        )

    pairs = len(split.left)
    print(
        f"{split.items:,} items, {pairs:,} training pairs, "
        f"{DIMENSIONS} dimensions, {options.threads} threads\n"
    )
    print(f"| {'':32} | seconds | epochs |   pairs/s | ROC-AUC | NDCG@10 |")
    print(f"| {'-' * 32} | ------- | ------ | --------- | ------- | ------- |")
    for name, train in trainings.items():
        try:
            trained = train()
        except Missing as reason:
            print(f"| {name:32} | skipped: {reason}", flush=True)
            continue
        auc, ndcg = judge(trained.vectors, split)
        rate = trained.epochs * pairs / trained.seconds
        print(
            f"| {name:32} | {trained.seconds:7.1f} | {trained.epochs:6} "
            f"| {rate:9,.0f} | {auc:7.4f} | {ndcg:7.4f} |",
            flush=True,
        )


if __name__ == "__main__":
    try:
        import duckdb
        import numpy as np
        import scipy  # noqa: F401
    except ImportError as missing:
        sys.exit(f"Cannot compare: duckdb, numpy and scipy must be there, got {missing}")
    main()
