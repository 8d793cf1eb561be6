# SPDX-License-Identifier: Apache-2.0
"""Whether a chart stands under its own name, and its legend names lines by their own looks."""

from report_folder import text

LOOKS = ("stroke", "stroke-dasharray", "stroke-width")


def check(page, tally):
    for figure in page.iter("figure"):
        svg = next((s for s in figure.iter("svg") if s.get("role") == "img"), None)
        if svg is None:
            continue
        title, headings = text(svg.find("title")), [text(h) for h in figure.iter("h3")]
        holds = headings == [title] or not headings or title.startswith(headings[0] + ", w − w₀ by")
        tally.check("legend", holds, f"{title} stands below {headings}")
        samples = [item for ul in figure.iter("ul") for item in ul if item.find("svg") is not None]
        if samples:
            entries(title, samples, svg, tally)


def entries(title, samples, svg, tally):
    """Every line has one entry, with its colour, dashes and width; alike ones may share one."""
    named = [(text(item).strip(), look(item.find("svg/path"))) for item in samples]
    lines = {}
    for group in svg.iter("g"):
        path = next((p for p in group.findall("path") if p.get("fill") == "none"), None)
        if path is not None and group.find("title") is not None:
            lines.setdefault(text(group.find("title")), []).append(look(path))
    for name, looks in lines.items():
        for found in looks:
            wanted = [looks for entry, looks in named if name in entry.split(" and ")]
            tally.check("legend", found in wanted, f"{title}: {name} is {found}, not {wanted}")
    drawn = [look(path) for path in svg.findall("path")] if not lines else None
    for entry, sample in named:
        for name in entry.split(" and "):
            holds = name in lines if drawn is None else sample in drawn
            tally.check("legend", holds, f"{title}: there is no line {name}")


def look(path):
    return [path.get(key) for key in LOOKS]
