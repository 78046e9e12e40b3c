"""Measures kernels side by side: python measure.py PLAN SAMPLES. Both are JSON files; plan.mjs makes the one, table.mjs
reads the other."""

import json
import random
import sys
import time
from contextlib import contextmanager

from session import NoAnswer, Session

plan = json.load(open(sys.argv[1]))
repeats, patience = plan["repeats"], plan["patience"]
kernels = plan["kernels"]
samples = []


def sample(row, kernel, ms=None, **facts):
    samples.append({"row": row, "kernel": kernel["name"], "ms": ms, **facts})


def failed(row, kernel):
    return any(s["row"] == row and s["kernel"] == kernel["name"] and s["ms"] is None for s in samples)


@contextmanager
def attempt(row, kernel):
    """What goes wrong is a sample as well."""
    try:
        yield
    except (NoAnswer, OSError, RuntimeError) as problem:
        sample(row, kernel, problem=str(problem))


def turns(row, times):
    """Each kernel so many times, in another order every time, so that what else the machine does hits all alike. One
    that has failed is not asked again: it may cost minutes."""
    for _ in range(times):
        for kernel in random.sample(kernels, len(kernels)):
            if not failed(row, kernel):
                yield kernel


def starts():
    for kernel in turns("ready", repeats["starts"]):
        with attempt("ready", kernel), Session(kernel) as session:
            sample("ready", kernel, session.ready)
            with attempt("first", kernel):
                sample("first", kernel, session.run("1 + 1").ms)
    # One that never starts is absent from all other rows.
    started = {s["kernel"] for s in samples if s["row"] == "ready" and s["ms"] is not None}
    kernels[:] = [kernel for kernel in kernels if kernel["name"] in started]


def restarts():
    for kernel in turns("restart", repeats["restarts"]):
        with attempt("restart", kernel), Session(kernel) as session:
            session.run("const old = 42")
            sample("restart", kernel, session.restart(), kept=keeps_names(session, "old"))


def trivial_cells():
    sessions = {kernel["name"]: Session(kernel) for kernel in kernels}
    try:
        for turn, kernel in enumerate(turns("trivial", 10)):
            with attempt("trivial", kernel):
                for i in range(20):
                    sample("trivial", kernel, sessions[kernel["name"]].run(f"{turn * 20 + i} + 1").ms)
    finally:
        for session in sessions.values():
            session.close()


def imports():
    for row in ("schedules", "tfjs"):
        for kernel in turns(row, repeats["imports"]):
            if row in kernel["imports"]:
                with attempt(row, kernel), Session(kernel) as session:
                    cell = session.run(kernel["imports"][row], 60)
                    sample(row, kernel, cell.ms, said=cell.text.strip().split("\n")[-1])


LINES = 100_000


def lines():
    for kernel in turns("lines", repeats["lines"]):
        with attempt("lines", kernel), Session(kernel) as session:
            cell = session.start(f"for (let i = 0; i < {LINES}; i++) console.log(i)")
            try:
                session.read_until(lambda: cell.ended, patience["lines"])
                late = LINES - count(cell)
                with if_answered():
                    session.read_until(lambda: count(cell) >= LINES, 5)
                later = session.run("0", patience["lines"])
            except NoAnswer as problem:
                raise NoAnswer(f"{problem}, {count(cell):,} lines came") from problem
            if count(cell) < LINES:
                raise NoAnswer(f"{LINES - count(cell):,} lines lost, {count(later):,} in the next cell")
            last = max(cell.ended, max(at for at, _ in cell.texts))
            sample("lines", kernel, (last - cell.asked) * 1000, late=late)


def count(cell):
    return sum(text.count("\n") for _, text in cell.texts)


@contextmanager
def if_answered():
    try:
        yield
    except NoAnswer:
        pass


LOOPS = {"loop": "while (true) {}", "await": "await new Promise(() => {})"}


def interrupts():
    for row, code in LOOPS.items():
        for kernel in turns(row, repeats["interrupts"]):
            with attempt(row, kernel), Session(kernel) as session:
                session.run("const kept = 42")
                cell = session.start(f'console.log("begun"); {code}')
                with if_answered():
                    session.read_until(lambda: cell.texts, 2)
                time.sleep(0.2)
                asked = time.perf_counter()
                session.manager.interrupt_kernel()
                session.read_until(lambda: cell.ended, patience["interrupt"])
                sample(row, kernel, (cell.ended - asked) * 1000, kept=keeps_names(session))


def keeps_names(session, name="kept"):
    # More than once: some kernels refuse for a moment whatever comes after a failure.
    for _ in range(5):
        with if_answered():
            if "is 42" in session.run(f'console.log("is", {name})', 3).text:
                return True
        time.sleep(0.3)
    return False


for part in (starts, restarts, trivial_cells, imports, interrupts, lines):
    began = time.perf_counter()
    part()
    print(f"· {part.__name__.replace('_', ' ')} … {time.perf_counter() - began:.1f} s", flush=True)
    json.dump(samples, open(sys.argv[2], "w"))
