import { CardElement, type SerializationContext } from "adaptivecards";

interface Line {
  legend: string;
  color: string;
  values: { x: string; y: number }[];
}

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 440;
const HEIGHT = 170;
const PLOT = { left: 44, right: WIDTH - 8, top: 10, bottom: HEIGHT - 24 };
/** Names of Teams' colours for charts, as its clients show them. */
const COLOURS: Readonly<Record<string, string>> = { attention: "#c4314b", good: "#237b4b", warning: "#e97548" };
const NEUTRAL = "#8a8886";

/** The line chart of Teams, which Microsoft's published renderer does not know; about as Teams draws it. */
export class CardLineChart extends CardElement {
  #source: Readonly<Record<string, unknown>> = {};

  override getJsonTypeName(): string {
    return "Chart.Line";
  }

  override parse(source: unknown, context?: SerializationContext): void {
    super.parse(source, context);
    if (typeof source === "object" && source !== null) this.#source = source as Readonly<Record<string, unknown>>;
  }

  protected override internalRender(): HTMLElement {
    const lines = Array.isArray(this.#source["data"]) ? (this.#source["data"] as Line[]) : [];
    const figure = document.createElement("div");
    figure.className = "teams-chart";
    const title = document.createElement("strong");
    title.textContent = textOf(this.#source["title"]);
    const legend = document.createElement("span");
    legend.append(...lines.map(legendEntry));
    figure.append(title, drawing(lines, textOf(this.#source["xAxisTitle"])), legend);
    return figure;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function legendEntry({ legend, color }: Line): HTMLElement {
  const entry = document.createElement("span");
  const mark = document.createElement("i");
  mark.style.background = COLOURS[color] ?? NEUTRAL;
  entry.append(mark, legend);
  return entry;
}

function drawing(lines: readonly Line[], xTitle: string): SVGElement {
  const points = lines.flatMap(({ values }) => values).map(({ x, y }) => ({ at: Date.parse(x), y }));
  const first = Math.min(...points.map(({ at }) => at));
  const last = Math.max(...points.map(({ at }) => at), first + 1);
  const top = Math.max(...points.map(({ y }) => y), 1);
  const x = (at: number): number => PLOT.left + ((at - first) / (last - first)) * (PLOT.right - PLOT.left);
  const y = (value: number): number => PLOT.bottom - (value / top) * (PLOT.bottom - PLOT.top);
  const svg = element("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": lines.map(({ legend }) => legend).join(", "),
  });
  for (const value of [0, top / 2, top]) {
    svg.append(element("path", { d: `M${PLOT.left} ${y(value)}H${PLOT.right}`, class: "teams-chart-grid" }));
    svg.append(label(shown(value), { x: PLOT.left - 6, y: y(value) + 4, "text-anchor": "end" }));
  }
  svg.append(label(xTitle, { x: (PLOT.left + PLOT.right) / 2, y: HEIGHT - 6, "text-anchor": "middle" }));
  for (const { values, color } of lines) {
    const d = `M${values.map((point) => `${x(Date.parse(point.x)).toFixed(1)} ${y(point.y).toFixed(1)}`).join("L")}`;
    svg.append(element("path", { d, fill: "none", stroke: COLOURS[color] ?? NEUTRAL, "stroke-width": "2" }));
  }
  return svg;
}

function shown(value: number): string {
  return value.toLocaleString("en-US", {
    maximumFractionDigits: 1,
    notation: value >= 10_000 ? "compact" : "standard",
  });
}

function label(text: string, place: Readonly<Record<string, string | number>>): SVGElement {
  const made = element("text", place);
  made.textContent = text;
  return made;
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  return made;
}
