# SPDX-License-Identifier: Apache-2.0
"""Recomputes every number of a report from its run folder, and trusts none of it.

    python3 read_report.py RUN

Prints how much of each kind was checked, and what did not agree; then it exits with 1.
"""

import sys

import report_charts
import report_legends
import report_networks
import report_pictures
import report_tables
import report_words
from report_folder import Folder, Tally


def main(path):
    folder, tally = Folder(path), Tally()
    page = folder.page()
    report_networks.check(folder, tally)
    report_tables.check(folder, page, tally)
    report_charts.check(folder, page, tally)
    report_legends.check(page, tally)
    report_pictures.check(folder, page, tally)
    report_words.check(folder, page, tally)
    for kind, count in sorted(tally.counts.items()):
        print(f"{kind} {count}")
    for failure in tally.failures[:40]:
        print(failure, file=sys.stderr)
    if tally.failures:
        sys.exit(f"failed: {len(tally.failures)} of {sum(tally.counts.values())}")


main(sys.argv[1])
