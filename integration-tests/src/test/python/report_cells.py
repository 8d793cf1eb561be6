# SPDX-License-Identifier: Apache-2.0
"""What a cell of a table must say: functions of its text and its title, which has all digits."""

import re

from report_folder import is_rounding


class Cell:
    def __init__(self, holds, is_word=False):
        self.holds = holds
        self.is_word = is_word

    def __call__(self, written, title):
        return self.holds(written, title)


def words(expected):
    return Cell(lambda written, title: written == expected and title is None, True)


def heads(*names):
    return [words(name) for name in names]


def number(value):
    """Four digits and all of them in the title; no title where four are all; or no number."""

    def holds(written, title):
        if value is None:
            return title is None and re.fullmatch(r"undefined \(\D+[01]?\)", written) is not None
        all_digits = written if title is None else title
        return is_rounding(written, value) and float(all_digits) == value

    return Cell(holds)


def numbers(values):
    return [number(value) for value in values]


def four(value, before="", slack=0.0):
    """Four digits of a number, whose others are in the record or follow from the network."""

    def holds(written, title):
        rest = written.removeprefix(before)
        return title is None and before + rest == written and is_rounding(rest, value, slack)

    return Cell(holds)


def count(value):
    return Cell(lambda written, title: written == f"{value:,}" and title is None)


def counts(values):
    return [count(value) for value in values]


def share(value):
    def holds(written, title):
        match = re.fullmatch(r"(\d+\.\d\d)\u00a0%", written)
        return match is not None and abs(float(match[1]) - 100 * value) < 0.005001

    return Cell(holds)
