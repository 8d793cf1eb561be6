# SPDX-License-Identifier: Apache-2.0
"""The pictures of a report, pixel by pixel: weights in their colours, and examples in grey."""

import math
import re
import struct
import zlib

import numpy as np
from report_folder import shown, text

STEPS = 120  # shades of each colour
MOST_UNITS = 36
BETWEEN = 0xB0B0B0


def check(folder, page, tally):
    for image in page.iter("img"):
        source = image.get("src")
        pixels = png(folder.path / "report" / source)
        for side, key in zip(pixels.shape, ("height", "width")):
            holds = image.get(key) in (None, str(side))
            tally.check("picture", holds, f"{source}: {key} is {side}, not {image.get(key)}")
        tally.check("picture", draw(source, pixels, folder, page, tally), f"{source} is new")


def draw(source, pixels, folder, page, tally):
    if match := re.fullmatch(r"img/mark-(\d+)-(initial|trained|difference)\.png", source):
        name = folder.epochs[0]["marks"][int(match[1])]["name"]
        matrices = three(folder, name)
        w = matrices[match[2]]
        reach = holding(w) if match[2] == "difference" else np.abs(matrices["initial"]).max()
        side = pixels.shape[0] // w.shape[0]
        blocks = pixels.reshape(w.shape[0], side, w.shape[1], side)
        flat = (blocks == blocks[:, :1, :, :1]).all()
        tally.check("picture", flat, f"{source}: a weight has several colours")
        colours(source, blocks[:, 0, :, 0], w, reach, figure(page, source), tally)
    elif match := re.fullmatch(r"img/(initial|trained|difference)\.png", source):
        tiles(source, pixels, match[1], folder, page, tally)
    elif match := re.fullmatch(r"img/mistake-(\d+)\.png", source):
        grey(source, pixels, folder.classification["worst"][int(match[1]) - 1], tally)
    else:
        return False
    return True


def three(folder, name):
    start, end = folder.start[name], folder.end[name]
    change = (end.astype(np.float32) - start.astype(np.float32)).astype(float)
    return {"initial": start, "trained": end, "difference": change}


def tiles(source, pixels, which, folder, page, tally):
    """A tile for each of the first units, with a line between them and around."""
    matrices = {k: w[:, :MOST_UNITS] for k, w in three(folder, folder.matrices()[0]).items()}
    w, ends = matrices[which], (matrices["initial"], matrices["trained"])
    reach = holding(w) if which == "difference" else holding(*ends)
    height, width = folder.run["inputShape"]
    across = pixels.shape[1] // (width + 1)
    drawn = []
    for unit in range(w.shape[1]):
        top, left = 1 + unit // across * (height + 1), 1 + unit % across * (width + 1)
        drawn.append(pixels[top : top + height, left : left + width].ravel())
    for line in (pixels[:: height + 1], pixels[:, :: width + 1]):
        tally.check("picture", (line == BETWEEN).all(), f"{source}: lines between tiles")
    colours(source, np.array(drawn).T, w, reach, figure(page, source), tally)


def figure(page, source):
    of = lambda figure: any(i.get("src") == source for i in figure.iter("img"))  # noqa: E731
    return next(f for f in page.iter("figure") if of(f))


def holding(*weights):
    """The size that 99.5 % of the weights do not exceed."""
    sizes = np.sort(np.abs(np.concatenate([w.ravel() for w in weights])))
    return sizes[math.ceil(0.995 * sizes.size) - 1]


def colours(source, drawn, w, reach, figure, tally):
    """Blue below zero, orange above, white at it, and the darker the larger, up to a size."""
    said, bar = text(figure.find("figcaption")), [text(t) for t in figure.iter("text")]
    tally.check("sentence", bar == [shown(-reach), "0", shown(reach)], f"{source}: bar of {bar}")
    beyond = int((np.abs(w) > reach).sum())
    sentence = f"Colours from {shown(-reach)} to {shown(reach)}; {beyond:,} of {w.size:,} weights"
    tally.check("sentence", said == f"{sentence} lie beyond.", f"{source}: {said}, not {sentence}")
    red, blue = drawn >> 16, drawn & 0xFF
    share = np.minimum(1, np.abs(w) / reach) * STEPS
    seen = (share >= 0.51) | (share <= 0.49)  # neither white nor tinted for certain between them
    sign = np.where(share < 0.5, 0, np.sign(w))
    holds = np.sign(red - blue) == sign
    tally.counts["pixel"] += int(seen.sum())
    tally.check("picture", (holds | ~seen).all(), f"{source}: {(~holds & seen).sum()} signs")
    white = (drawn == 0xFFFFFF) == (sign == 0)
    tally.check("picture", (white | ~seen).all(), f"{source}: white")
    light = sum((drawn >> shift) & 0xFF for shift in (0, 8, 16))
    for side in (-1, 1):
        order = np.argsort(share[sign == side], kind="stable")
        darker = np.diff(light[sign == side][order])
        tally.check("picture", (darker <= 0).all(), f"{source}: {side} is not darker")


def grey(source, pixels, mistake, tally):
    """What is written is dark on white."""
    x = np.array(mistake["features"]).reshape(pixels.shape)
    share = (x - x.min()) / (x.max() - x.min())
    light = 1 - share if x.mean() <= (x.min() + x.max()) / 2 else share
    expected = np.floor(255 * light + 0.5).astype(int)
    off = np.abs((pixels & 0xFF) - expected).max()
    holds = off <= 1 and ((pixels & 0xFF) * 0x010101 == pixels).all()
    tally.counts["pixel"] += pixels.size
    tally.check("picture", holds, f"{source}: off by {off}")


def png(file):
    """The colours of an 8-bit PNG with a palette or of three bytes a pixel, and no filter."""
    data = file.read_bytes()
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError(f"{file} is no PNG")
    chunks, at = {}, 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        (crc,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        if crc != zlib.crc32(kind + body):
            raise ValueError(f"{file}: the checksum of {kind} is wrong")
        chunks[kind] = chunks.get(kind, b"") + body
        at += 12 + length
    width, height, depth, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    size = {2: 3, 3: 1}[kind]
    raw = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8)
    rows = raw.reshape(height, 1 + width * size).astype(int)
    if depth != 8 or rows[:, 0].any():
        raise ValueError(f"{file}: expected 8 bits and no filter")
    if kind == 3:
        palette = np.frombuffer(chunks[b"PLTE"], np.uint8).reshape(-1, 3).astype(int)
        colours = palette[rows[:, 1:]]
    else:
        colours = rows[:, 1:].reshape(height, width, 3)
    return colours @ np.array([1 << 16, 1 << 8, 1])
