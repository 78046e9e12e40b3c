"""Runs a module of tests and writes its counts: python run.py MODULE. A test that is skipped has failed."""

import json
import os
import signal
import sys
import unittest


class Counting(unittest.TextTestResult):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.succeeded = set()

    def startTest(self, test):
        super().startTest(test)
        # The suite waits without end for some answers: a test that hangs fails, and the others still run.
        if hasattr(signal, "alarm"):
            signal.alarm(60)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.succeeded.add(test.id())

    def counts(self):
        bad = [test for test, _ in self.failures + self.errors + self.skipped] + self.unexpectedSuccesses
        # Of a part of a test, the test.
        failed = {getattr(test, "test_case", test).id() for test in bad}
        return {"passed": len(self.succeeded - failed), "failed": len(failed), "skipped": 0}


def too_late(*_):
    raise TimeoutError("no end after 60 seconds")


if hasattr(signal, "alarm"):
    signal.signal(signal.SIGALRM, too_late)
tests = unittest.defaultTestLoader.loadTestsFromName(sys.argv[1])
result = unittest.TextTestRunner(verbosity=2, resultclass=Counting).run(tests)
counts = result.counts()
with open(os.environ["NOISEBOOK_COUNTS"], "w") as file:
    json.dump(counts, file)
sys.exit(1 if counts["failed"] else 0)
