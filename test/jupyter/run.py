"""Runs a module of tests and writes its counts: python run.py MODULE. A test that is skipped has failed."""

import json
import os
import signal
import sys
import unittest


def too_late(*_):
    raise TimeoutError("no end in 30 seconds")


def alarm(first, interval):
    # Windows has no such signal.
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, too_late)
        signal.setitimer(signal.ITIMER_REAL, first, interval)


class Counting(unittest.TextTestResult):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.succeeded = set()

    def startTest(self, test):
        super().startTest(test)
        # The suite waits without end for some answers: a test that hangs fails, and the others still run.
        # Again and again, since its parts may hang one after the other.
        alarm(30, 5)

    def stopTest(self, test):
        alarm(0, 0)
        super().stopTest(test)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.succeeded.add(test.id())

    def counts(self):
        bad = [test for test, _ in self.failures + self.errors + self.skipped] + self.unexpectedSuccesses
        # Of a part of a test, the test.
        failed = {getattr(test, "test_case", test).id() for test in bad}
        return {"passed": len(self.succeeded - failed), "failed": len(failed), "skipped": 0}


tests = unittest.defaultTestLoader.loadTestsFromName(sys.argv[1])
result = unittest.TextTestRunner(verbosity=2, resultclass=Counting).run(tests)
counts = result.counts()
with open(os.environ["NOISEBOOK_COUNTS"], "w") as file:
    json.dump(counts, file)
sys.exit(1 if counts["failed"] else 0)
