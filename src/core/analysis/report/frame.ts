import { escaped, place } from "./markup.ts";
import { numberText } from "./number-words.ts";

/** The room of a chart: where its numbers are on the page. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Centre of slot `index`. */
  x: (index: number) => number;
  y: (value: number) => number;
  slotWidth: number;
  /** Lines across, at numbers that people read easily. */
  ticks: readonly number[];
}

export interface FrameSize {
  width: number;
  height: number;
  left?: number;
  right?: number;
  top?: number;
  bottom?: number;
  mostTicks?: number;
}

export function frameFor(slots: number, highest: number, size: FrameSize): Frame {
  const { width, height, left = 44, right = 10, top = 26, bottom = 24, mostTicks = 4 } = size;
  const step = niceStep(Math.max(highest, 1) / mostTicks);
  const ceiling = Math.ceil(Math.max(highest, 1) / step) * step;
  const slotWidth = (width - left - right) / Math.max(1, slots);
  const ticks = Array.from({ length: Math.round(ceiling / step) + 1 }, (_, index) => index * step);
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    x: (index) => left + (index + 0.5) * slotWidth,
    y: (value) => top + (1 - value / ceiling) * (height - top - bottom),
    slotWidth,
    ticks,
  };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough) ?? 10;
  return Math.max(1, factor * power);
}

export function axes(frame: Frame, labels: readonly string[], mostLabels: number): string {
  const across = frame.ticks.map((value) => {
    const y = place(frame.y(value));
    return `<line class="grid" x1="${frame.left}" x2="${frame.width - frame.right}" y1="${y}" y2="${y}"/><text class="tick" x="${frame.left - 6}" y="${y}" dy="3.5" text-anchor="end">${tickText(value)}</text>`;
  });
  const every = Math.max(1, Math.ceil(labels.length / mostLabels));
  const below = labels.map((label, index) => {
    if (index % every !== 0) return "";
    // A narrow page has room for a third of them.
    const className = index % (every * 3) === 0 ? "tick" : "tick minor";
    return `<text class="${className}" x="${place(frame.x(index))}" y="${frame.height - 8}" text-anchor="middle">${escaped(label)}</text>`;
  });
  return [...across, ...below].join("");
}

function tickText(value: number): string {
  return value < 10_000 ? numberText(value) : Intl.NumberFormat("en-US", { notation: "compact" }).format(value);
}

/** A line through what is known; a gap where it is not. */
export function line(frame: Frame, values: ArrayLike<number>, className: string): string {
  const path = runsOf(values)
    .map(([from, to]) => {
      const points = range(from, to).map((index) => `${place(frame.x(index))} ${place(frame.y(values[index] ?? 0))}`);
      return points.length === 1 ? `M${points[0]}h.1` : `M${points.join("L")}`;
    })
    .join("");
  return path === "" ? "" : `<path class="${className}" d="${path}"/>`;
}

/** The room between two lines, where both are known. */
export function band(frame: Frame, low: ArrayLike<number>, high: ArrayLike<number>, className: string): string {
  const both = Array.from(
    { length: low.length },
    (_, index) => (low[index] ?? Number.NaN) + (high[index] ?? Number.NaN),
  );
  const path = runsOf(both)
    .filter(([from, to]) => to > from)
    .map(([from, to]) => {
      const indices = range(from, to);
      const above = indices.map((index) => `${place(frame.x(index))} ${place(frame.y(high[index] ?? 0))}`);
      const below = indices.map((index) => `${place(frame.x(index))} ${place(frame.y(low[index] ?? 0))}`).toReversed();
      return `M${[...above, ...below].join("L")}Z`;
    })
    .join("");
  return path === "" ? "" : `<path class="${className}" d="${path}"/>`;
}

/** A box over one slot, between two values. */
export function box(frame: Frame, index: number, low: number, high: number, className: string): string {
  if (!(high > low) || !Number.isFinite(high - low)) return "";
  const [top, bottom] = [frame.y(high), frame.y(low)];
  const x = frame.x(index) - frame.slotWidth / 2;
  return `<rect class="${className}" x="${place(x)}" y="${place(top)}" width="${place(frame.slotWidth)}" height="${place(bottom - top)}"/>`;
}

/** Slots that are marked, and the number that stands above them; none without a number. */
export interface Mark {
  from: number;
  to: number;
  number?: number;
}

const BADGE = 16;
const DIGIT = 6.5;

/** Marks slots from top to bottom; numbers that would cover each other share a badge. */
export function marks(frame: Frame, all: readonly Mark[]): string {
  const boxes = all.map(({ from, to }) => {
    const x = frame.x(from) - frame.slotWidth / 2;
    return { x, width: Math.max(2, (to - from + 1) * frame.slotWidth) };
  });
  const height = frame.height - frame.top - frame.bottom;
  const washes = boxes.map(
    ({ x, width }) =>
      `<rect class="wash" x="${place(x)}" y="${frame.top}" width="${place(width)}" height="${place(height)}"/><rect class="bar" x="${place(x)}" y="${frame.top - 3}" width="${place(width)}" height="3"/>`,
  );
  const badges = all.flatMap(({ number }, index) => {
    const { x = 0, width = 0 } = boxes[index] ?? {};
    return number === undefined ? [] : [{ middle: x + width / 2, numbers: [number] }];
  });
  return [...washes, ...joined(badges).map((badge) => badgeMarkup(frame, badge))].join("");
}

interface Badge {
  middle: number;
  numbers: number[];
}

function joined(badges: readonly Badge[]): Badge[] {
  const row: Badge[] = [];
  for (const badge of badges.toSorted((one, other) => one.middle - other.middle)) {
    const last = row.at(-1);
    if (last === undefined || badge.middle - last.middle > (widthOf(last) + widthOf(badge)) / 2) row.push({ ...badge });
    else last.numbers = [...last.numbers, ...badge.numbers].sort((one, other) => one - other);
  }
  return row;
}

function widthOf({ numbers }: Badge): number {
  return Math.max(BADGE, numbers.join(" ").length * DIGIT + 6);
}

function badgeMarkup(frame: Frame, badge: Badge): string {
  const width = widthOf(badge);
  // A badge at the edge keeps within the picture.
  const middle = Math.min(Math.max(badge.middle, width / 2), frame.width - width / 2);
  return `<g class="number"><rect x="${place(middle - width / 2)}" y="${frame.top - 21}" width="${place(width)}" height="${BADGE}" rx="${BADGE / 2}"/><text x="${place(middle)}" y="${frame.top - 9.2}" text-anchor="middle">${badge.numbers.join(" ")}</text></g>`;
}

export function svg(frame: Frame, title: string, content: string): string {
  return `<svg class="picture" viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-label="${escaped(title)}" xmlns="http://www.w3.org/2000/svg"><title>${escaped(title)}</title>${content}</svg>`;
}

function runsOf(values: ArrayLike<number>): [number, number][] {
  const runs: [number, number][] = [];
  for (let index = 0; index < values.length; index++) {
    if (Number.isNaN(values[index])) continue;
    const last = runs.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
