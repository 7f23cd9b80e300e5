"""Compares `enclave` with independent implementations. Last line: `N passed, N failed`.

    python tests/oracle/run.py --enclave target/release/enclave [--folder DIR] [--corpora DIR]

Without options: data that installed packages ship, references worked out on the spot. `--folder`
adds a folder of data with expected results, `--corpora` one of files that readers stumble over.
"""

import argparse
import sys

import apart
import claims
import compare
import fair
import features
import hashes
import corpora
import folder
import join
import latent
import live
import mixtures
import profile_numbers
import prototypes
import results
import rules
import tiers
import response_tree
import readers
import values
from door import Door
from tally import Tally


def main():
    """Runs what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--enclave", required=True, help="the binary under test")
    parser.add_argument("--folder", help="data with expected results")
    parser.add_argument("--corpora", help="files that readers stumble over")
    given = parser.parse_args()
    door, tally = Door(given.enclave), Tally()
    parts = [("live", lambda: live.run(door, tally)), ("join", lambda: join.run(door, tally))]
    parts.append(("features", lambda: features.run(door, tally)))
    parts.append(("compare", lambda: compare.run(door, tally)))
    parts.append(("mixtures", lambda: mixtures.run(door, tally)))
    parts.append(("apart", lambda: apart.run(door, tally)))
    parts.append(("rules", lambda: rules.run(door, tally)))
    parts.append(("tiers", lambda: tiers.run(door, tally)))
    parts.append(("prototypes", lambda: prototypes.run(door, tally)))
    parts.append(("latent classes", lambda: latent.run(door, tally)))
    parts.append(("response trees", lambda: response_tree.run(door, tally)))
    parts.append(("profile", lambda: profile_numbers.run(door, tally)))
    parts.append(("fair tests", lambda: fair.run(door, tally)))
    parts.append(("hashes", lambda: hashes.run(door, tally)))
    parts.append(("readers", lambda: readers.run(door, tally)))
    parts.append(("results", lambda: results.run(door, tally)))
    parts.append(("claims", lambda: claims.run(door, tally)))
    parts.append(("values", lambda: values.run(door, tally)))
    if given.folder:
        parts.append(("folder", lambda: folder.run(door, tally, given.folder)))
    if given.corpora:
        parts.append(("corpora", lambda: corpora.run(door, tally, given.corpora)))
    for name, part in parts:
        with tally.part(name):
            part()
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
