#!/usr/bin/env python3
"""Draws assets/screen.svg from the real screen of the program.

    scripts/screenshot.py                   with target/release/ipb
    scripts/screenshot.py --binary PATH     with that binary

Runs `ipb --demo` in a tmux of its own (no server or configuration of yours is
touched), presses keys, waits for a text, captures the screen with its colours
and writes it as SVG. Needs tmux and Python 3.

Frames and bars are drawn as lines, and every piece of text stands at its own
place with its own length, so that the columns stay in line whatever monospace
font the reader has. The picture repeats exactly within a month or so: the ages
in it are counted from today.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
# The filter finds LabInstanceProfile; once it is lifted, the cursor stays there.
KEYS = ["/", "l", "a", "b", "Enter", "Escape"]
# legacy-erp-dev is a row that the filter hides.
EXPECT = ["DEMO", "all loaded", "▸LabInstanceProfile", "legacy-erp-dev", "EC2 may assume it"]

CELL, LINE, FONT, MARGIN, BASELINE = 8.4, 18.0, 14, 12.0, 13.0
FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK TC',monospace"
FOREGROUND, BACKGROUND = "#d8dee9", "#16181d"
# The terminal's sixteen colours, as a dark theme shows them.
PALETTE = [
    *("#2b2f38", "#f07178", "#a6d189", "#e5c07b", "#7aa2f7", "#d699e6", "#5ccfe6", "#c8ccd4"),
    *("#767c8a", "#ff8b92", "#bae67e", "#ffd580", "#9ab8ff", "#e6b3f2", "#86e1f2", "#ffffff"),
]


@dataclass(frozen=True)
class Style:
    """What an SGR sequence sets; None is the terminal's default."""

    fg: str | None = None
    bg: str | None = None
    bold: bool = False
    dim: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False

    def colours(self) -> tuple[str, str]:
        fg, bg = self.fg or FOREGROUND, self.bg or BACKGROUND
        return (bg, fg) if self.reverse else (fg, bg)


@dataclass
class Cell:
    """A glyph, and how many columns it takes."""

    text: str
    width: int
    style: Style


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--binary", type=Path, default=ROOT / "target" / "release" / "ipb")
    parser.add_argument("--output", type=Path, default=ROOT / "assets" / "screen.svg")
    parser.add_argument("--size", default="120x32", metavar="COLUMNSxROWS")
    parser.add_argument("--keys", nargs="*", default=KEYS, help="as tmux names them")
    parser.add_argument("--expect", nargs="*", default=EXPECT, help="texts to wait for")
    options = parser.parse_args()
    columns, rows = (int(n) for n in options.size.split("x"))

    screen = capture(options.binary.resolve(), columns, rows, options.keys, options.expect)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(svg([cells(line) for line in screen], columns, rows))
    print(f"{options.output.name}: {options.output.stat().st_size / 1000:.1f} kB")
    return 0


# The screen ----------------------------------------------------------------


def capture(
    binary: Path, columns: int, rows: int, keys: list[str], expect: list[str]
) -> list[str]:
    """The lines of the screen, with SGR sequences, once every text is there."""
    with tempfile.TemporaryDirectory(prefix="ipb-screenshot-") as folder:
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": folder,
            "TMUX_TMPDIR": folder,
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }

        def tmux(*arguments: str) -> str:
            command = ["tmux", "-u", "-f", "/dev/null", *arguments]
            done = subprocess.run(
                command, env=environment, cwd=folder, capture_output=True, text=True, check=False
            )
            if done.returncode:
                sys.exit(f"{' '.join(command)}: {done.stderr.strip()}")
            return done.stdout

        def wait_for(wanted: list[str]) -> list[str]:
            """The screen with all texts on it, and the same twice in a row."""
            end, before = time.monotonic() + 10, ""
            while True:
                now = tmux("capture-pane", "-e", "-p", "-N", "-t", "ipb")
                plain = SGR.sub("", now)
                missing = [text for text in wanted if text not in plain]
                if not missing and now == before:
                    return now.split("\n")[:rows]
                if time.monotonic() > end:
                    sys.exit(f"the screen never showed {missing}:\n{plain}")
                before = now
                time.sleep(0.2)

        size = ("-x", str(columns), "-y", str(rows))
        tmux("new-session", "-d", "-s", "ipb", *size, f"exec '{binary}' --demo")
        try:
            wait_for(["all loaded"])
            for key in keys:
                tmux("send-keys", "-t", "ipb", key)
            return wait_for(expect)
        finally:
            tmux("kill-server")


SGR = re.compile(r"\x1b\[([\d;:]*)m|\x1b\][^\x1b\x07]*(?:\x07|\x1b\\)|[\x0e\x0f]")


def cells(line: str) -> list[Cell]:
    """A captured line, glyph by glyph."""
    row: list[Cell] = []
    style, at = Style(), 0
    while at < len(line):
        if match := SGR.match(line, at):
            if match[1] is not None:
                style = restyled(style, match[1])
            at = match.end()
            continue
        char = line[at]
        at += 1
        if unicodedata.combining(char) or char in "\u200d\ufe0e\ufe0f":
            if row:
                row[-1].text += char
            continue
        row.append(Cell(char, 2 if unicodedata.east_asian_width(char) in "WF" else 1, style))
    return row


def restyled(style: Style, parameters: str) -> Style:
    """The style after one SGR sequence."""
    numbers = [int(n or 0) for n in re.split("[;:]", parameters)]
    flags = {1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "reverse"}
    off = {22: ("bold", "dim"), 23: ("italic",), 24: ("underline",), 27: ("reverse",)}
    while numbers:
        n = numbers.pop(0)
        if n == 0:
            style = Style()
        elif n in flags:
            style = replace(style, **{flags[n]: True})
        elif n in off:
            style = replace(style, **dict.fromkeys(off[n], False))
        elif n in (38, 48):
            if numbers.pop(0) == 5:
                colour = indexed(numbers.pop(0))
            else:
                colour = "#" + "".join(f"{numbers.pop(0):02x}" for _ in range(3))
            style = replace(style, **{"fg" if n == 38 else "bg": colour})
        elif n in (39, 49):
            style = replace(style, **{"fg" if n == 39 else "bg": None})
        elif 30 <= n <= 37 or 90 <= n <= 97:
            style = replace(style, fg=PALETTE[n - 30 if n < 90 else n - 82])
        elif 40 <= n <= 47 or 100 <= n <= 107:
            style = replace(style, bg=PALETTE[n - 40 if n < 100 else n - 92])
    return style


def indexed(n: int) -> str:
    """One of the 256 colours."""
    if n < 16:
        return PALETTE[n]
    if n >= 232:
        return "#" + f"{8 + 10 * (n - 232):02x}" * 3
    levels = (0, 95, 135, 175, 215, 255)
    n -= 16
    return "#" + "".join(f"{levels[part]:02x}" for part in (n // 36, n // 6 % 6, n % 6))


# The picture ---------------------------------------------------------------

# Frames: how heavy a line leaves the cell's middle to the left, up, right, down.
FRAMES = {
    char: tuple(int(n) for n in weights)
    for char, weights in (
        *(("─", "1010"), ("│", "0101"), ("┌", "0011"), ("┐", "1001"), ("└", "0110")),
        *(("┘", "1100"), ("├", "0111"), ("┤", "1101"), ("┬", "1011"), ("┴", "1110")),
        *(("┼", "1111"), ("╭", "0011"), ("╮", "1001"), ("╰", "0110"), ("╯", "1100")),
        *(("━", "2020"), ("┃", "0202"), ("┏", "0022"), ("┓", "2002"), ("┗", "0220")),
        *(("┛", "2200"), ("┣", "0222"), ("┫", "2202"), ("┳", "2022"), ("┻", "2220")),
        *(("╋", "2222"), ("═", "2020"), ("║", "0202"), ("╔", "0022"), ("╗", "2002")),
        *(("╚", "0220"), ("╝", "2200")),
    )
}


class Strokes:
    """Pieces of lines, joined where one begins as the other ends."""

    def __init__(self) -> None:
        self.pieces: dict[tuple[str, float, str], dict[float, list[tuple[float, float]]]] = (
            defaultdict(lambda: defaultdict(list))
        )

    def add(self, way: str, colour: str, weight: float, at: float, start: float, end: float) -> None:
        self.pieces[colour, weight, way][at].append((start, end))

    def svg(self) -> list[str]:
        paths: dict[tuple[str, float], str] = defaultdict(str)
        for (colour, weight, way), lines in self.pieces.items():
            for at, spans in sorted(lines.items()):
                for start, end in joined(spans):
                    ends = (start, at) if way == "H" else (at, start)
                    paths[colour, weight] += f"M{n(ends[0])} {n(ends[1])}{way}{n(end)}"
        return [
            f'<path stroke="{colour}" stroke-width="{n(weight)}" d="{d}"/>'
            for (colour, weight), d in paths.items()
        ]


def joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1] + 0.01:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def svg(rows: list[list[Cell]], columns: int, height: int) -> str:
    strokes, texts, bars = Strokes(), [], Strokes()
    for index, row in enumerate(rows):
        top = MARGIN + index * LINE
        column = 0
        for cell in row:
            left = MARGIN + column * CELL
            fg, bg = cell.style.colours()
            if bg != BACKGROUND:
                bars.add("H", bg, LINE, top + LINE / 2, left, left + cell.width * CELL)
            if cell.text in FRAMES:
                frame(strokes, cell, left, top)
            elif cell.text == "█":
                bars.add("V", fg, CELL, left + CELL / 2, top, top + LINE)
            if cell.style.underline:
                strokes.add("H", fg, 1, top + LINE - 2.5, left, left + cell.width * CELL)
            column += cell.width
        texts += [text(run, at, top) for at, run in runs(row)]
    across, down = columns * CELL + 2 * MARGIN, height * LINE + 2 * MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n(across)} {n(down)}" '
            f'width="{n(across)}" height="{n(down)}" role="img" xml:space="preserve" '
            f'font-family="{FONTS}" font-size="{FONT}" fill="{FOREGROUND}">',
            "<title>ipb in a terminal: a list of instance profiles, and one in detail</title>",
            f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>',
            *bars.svg(),
            *strokes.svg(),
            *texts,
            "</svg>",
            "",
        ]
    )


def frame(strokes: Strokes, cell: Cell, left: float, top: float) -> None:
    colour = cell.style.colours()[0]
    to_left, up, to_right, down = FRAMES[cell.text]
    x, y = left + CELL / 2, top + LINE / 2
    width = {1: 1.2, 2: 2.4}
    # A corner's lines overlap by half a stroke, or a notch would be left.
    over = width.get(max(to_left, up, to_right, down), 0) / 2
    if to_left:
        strokes.add("H", colour, width[to_left], y, left, x + over)
    if to_right:
        strokes.add("H", colour, width[to_right], y, x - over, left + CELL)
    if up:
        strokes.add("V", colour, width[up], x, top, y + over)
    if down:
        strokes.add("V", colour, width[down], x, y - over, top + LINE)


def runs(row: list[Cell]) -> list[tuple[int, list[Cell]]]:
    """Pieces to write in one go, with their columns: of one style, without wide
    gaps; a sign that another font may supply stands alone."""
    out: list[tuple[int, list[Cell]]] = []
    column, spaces = 0, 2
    for cell in row:
        blank = cell.text == " " or cell.text in FRAMES or cell.text == "█"
        if blank:
            spaces = spaces + 1 if cell.text == " " else 2
        else:
            last = out[-1][1] if out else []
            plain = len(cell.text) == 1 and cell.text < "\u0250"
            joins = (
                spaces < 2
                and last
                and plain
                and look(last[-1]) == look(cell)
                and last[-1].width == 1
                and last[-1].text < "\u0250"
            )
            if joins:
                last += [Cell(" ", 1, cell.style)] * spaces + [cell]
            else:
                out.append((column, [cell]))
            spaces = 0
        column += cell.width
    return out


def look(cell: Cell) -> tuple[str, bool, bool, bool]:
    """What of a style can be seen in a glyph."""
    style = cell.style
    return style.colours()[0], style.bold, style.dim, style.italic


def text(run: list[Cell], column: int, top: float) -> str:
    style, width = run[0].style, sum(cell.width for cell in run)
    fg = style.colours()[0]
    attributes = "" if fg == FOREGROUND else f' fill="{fg}"'
    attributes += ' font-weight="bold"' if style.bold else ""
    attributes += ' opacity=".65"' if style.dim else ""
    attributes += ' font-style="italic"' if style.italic else ""
    if len(run) > 1:
        attributes += f' textLength="{n(width * CELL)}"'
    x, y = MARGIN + column * CELL, top + BASELINE
    glyphs = escape("".join(cell.text for cell in run))
    return f'<text x="{n(x)}" y="{n(y)}"{attributes}>{glyphs}</text>'


def n(value: float) -> str:
    """A number, as short as it can be."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


if __name__ == "__main__":
    sys.exit(main())
