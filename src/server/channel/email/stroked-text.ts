/**
 * Digits and what stands between them as strokes on a grid of 6 by 10, baseline at 10: a picture of a chart needs no more, and a font
 * would be a file of its own that looks different on every machine.
 */
const STROKES: Readonly<Record<string, string>> = {
  "0": "M3 1C1.4 1 .6 2.6 .6 5.5S1.4 10 3 10 5.4 8.4 5.4 5.5 4.6 1 3 1Z",
  "1": "M1.2 2.8 3.3 1V10",
  "2": "M.8 3.2C.9 1.8 1.8 1 3 1c1.4 0 2.3.9 2.3 2.3C5.3 4.9 3.4 6.6.8 10H5.5",
  "3": "M.9 2.4C1.3 1.5 2 1 3 1c1.3 0 2.2.8 2.2 2.1S4.2 5.2 2.6 5.2C4.4 5.2 5.4 6.1 5.4 7.6 5.4 9.1 4.4 10 2.9 10 1.8 10 1 9.5 .6 8.5",
  "4": "M4.2 10V1L.5 7.4H5.7",
  "5": "M5 1H1.5L1.1 5.2C1.6 4.6 2.3 4.3 3.1 4.3 4.6 4.3 5.5 5.4 5.5 7.1S4.5 10 3 10C1.9 10 1.1 9.5 .7 8.6",
  "6": "M5 2.2C4.6 1.4 4 1 3.2 1 1.5 1 .7 2.9 .7 5.9 .7 8.6 1.5 10 3.1 10 4.5 10 5.4 8.9 5.4 7.3S4.5 4.7 3.1 4.7C1.9 4.7 1 5.5 .7 6.6",
  "7": "M.7 1H5.4L2.3 10",
  "8": "M3 5.2C1.7 5.2 .9 4.4 .9 3.1S1.7 1 3 1 5.1 1.8 5.1 3.1 4.3 5.2 3 5.2C1.5 5.2 .6 6.2 .6 7.6S1.5 10 3 10 5.4 9.1 5.4 7.6 4.5 5.2 3 5.2Z",
  "9": "M1 8.8C1.4 9.6 2 10 2.8 10 4.5 10 5.3 8.1 5.3 5.1 5.3 2.4 4.5 1 2.9 1 1.5 1 .6 2.1 .6 3.7S1.5 6.3 2.9 6.3C4.1 6.3 5 5.5 5.3 4.4",
  ":": "M1 4.2V4.3M1 9.5V9.6",
  ".": "M1 9.7V9.8",
  k: "M.8 1V10M4.6 4.4 .9 7.7M2.3 6.5 4.9 10",
  M: "M.7 10V1L3.7 7 6.7 1V10",
};

const WIDTHS: Readonly<Record<string, number>> = { "1": 5, ":": 2, ".": 2, k: 5.5, M: 7.4 };
const GAP = 1.6;
/** How much of a text lies before the place that it is set at. */
const SHARES = { start: 0, middle: 0.5, end: 1 } as const;

function widthOf(character: string): number {
  return (WIDTHS[character] ?? 6) + GAP;
}

/** SVG of a text of digits, `:`, `.`, `k` and `M`; what else it holds is left out. */
export function strokedText(
  text: string,
  { x, y, size, anchor, color }: { x: number; y: number; size: number; anchor: keyof typeof SHARES; color: string },
): string {
  const characters = Array.from(text).filter((character) => character in STROKES);
  const width = characters.reduce((sum, character) => sum + widthOf(character), -GAP);
  const scale = size / 9;
  let left = 0;
  const paths = characters.map((character) => {
    const path = `<path transform="translate(${left.toFixed(1)} 0)" d="${STROKES[character] ?? ""}"/>`;
    left += widthOf(character);
    return path;
  });
  const start = x - width * scale * SHARES[anchor];
  const place = `translate(${start.toFixed(1)} ${(y - 10 * scale).toFixed(1)}) scale(${scale.toFixed(3)})`;
  return `<g transform="${place}" fill="none" stroke="${color}" stroke-width="1.1" stroke-linecap="round" stroke-linejoin="round">${paths.join("")}</g>`;
}
