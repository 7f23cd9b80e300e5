"""Counts what holds and prints what does not."""

from contextlib import contextmanager


class Tally:
    """A running count of facts checked."""

    def __init__(self):
        self.n_passed = 0
        self.n_failed = 0

    def fact(self, name, holds, detail=""):
        """One fact; its detail is printed only where it does not hold."""
        if holds:
            self.n_passed += 1
        else:
            self.n_failed += 1
            print(f"FAILED {name}: {detail}")
        return holds

    def equal(self, name, found, expected):
        """Two values that must be the same."""
        return self.fact(name, found == expected, f"found {brief(found)}, expected {brief(expected)}")

    def close(self, name, found, expected, relative=0.0, absolute=0.0):
        """Two numbers that must agree within a tolerance."""
        gap = abs(found - expected)
        allowed = max(absolute, relative * abs(expected))
        return self.fact(name, gap <= allowed, f"found {found!r}, expected {expected!r}, gap {gap:.3g}")

    @contextmanager
    def part(self, name):
        """A part that must not hide the others when it breaks off."""
        try:
            yield
        except Exception as error:
            self.fact(name, False, f"broke off with {type(error).__name__}: {error}")

    def end(self):
        """The last line of the run; the exit code."""
        print(f"{self.n_passed} passed, {self.n_failed} failed")
        return 1 if self.n_failed or not self.n_passed else 0


def brief(value):
    """A value short enough for one line."""
    text = repr(value)
    return text if len(text) <= 300 else text[:300] + "…"
