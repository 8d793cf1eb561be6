# SPDX-License-Identifier: Apache-2.0
"""Follows every link of the built site, and finds what a page would fetch from elsewhere: check.py FOLDER."""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """What a page links to, what it loads by itself, and the names that others may link to."""

    def __init__(self, file):
        super().__init__()
        self.links, self.loads, self.names = [], [], set()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        of = dict(attributes)
        self.names.update(of[name] for name in ("id", "name") if of.get(name))
        if tag == "a" and of.get("href"):
            self.links.append(of["href"])
        self.loads += [of[name] for name in ("src", "data", "poster") if of.get(name)]
        if tag == "link" and of.get("href"):
            self.loads.append(of["href"])


def problems(root):
    # The Javadoc's own tool answers for what it writes.
    ours = [file for file in sorted(root.rglob("*")) if file.relative_to(root).parts[0] != "api"]
    pages = {file: Page(file) for file in ours if file.suffix == ".html"}
    for file, page in pages.items():
        for link in page.loads + page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in page.loads and parts.scheme != "data":
                    yield f"{file.relative_to(root)}: loads {link}"
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if not target.exists():
                yield f"{file.relative_to(root)}: {link} leads nowhere"
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].names:
                yield f"{file.relative_to(root)}: {link} names no place of that page"
    for sheet in (file for file in ours if file.suffix == ".css"):
        for address in re.findall(r"url\(['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8")):
            if urlsplit(address).scheme != "data" and not (sheet.parent / urlsplit(address).path).exists():
                yield f"{sheet.relative_to(root)}: loads {address}"


found = list(problems(Path(sys.argv[1]).resolve()))
print("\n".join(found), file=sys.stderr, end="\n" if found else "")
sys.exit(1 if found else 0)
