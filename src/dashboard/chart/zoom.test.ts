import { signal } from "@preact/signals";
import { describe, expect, test } from "vitest";
import { viewOf, type View } from "../address.ts";
import type { SeriesWindow } from "../series-window.ts";
import { zoomBy, zoomInto, zoomOut } from "./zoom.ts";

const MINUTE_MS = 60_000;
const AT = 1_764_000_000_000;

function store() {
  return {
    view: signal<View>(viewOf({ range: "6h", scope: "issuer=aurora" })),
    window: signal<SeriesWindow | null>(null),
  };
}

describe("zooming", () => {
  test("goes into what was marked, and back to the range as it was", () => {
    const shown = store();
    zoomInto(shown, AT + 0.4, AT + 30 * MINUTE_MS - 0.4);
    expect(shown.view.value).toMatchObject({ scope: "issuer=aurora", zoom: { from: AT, to: AT + 30 * MINUTE_MS } });
    zoomOut(shown);
    expect(shown.view.value).toEqual(viewOf({ range: "6h", scope: "issuer=aurora" }));
  });

  test("shows at least two minutes", () => {
    const shown = store();
    zoomInto(shown, AT, AT);
    expect(shown.view.value.zoom).toEqual({ from: AT - MINUTE_MS, to: AT + MINUTE_MS });
  });

  test("by key keeps the instant under the cursor where it is", () => {
    const shown = store();
    const span = [AT, AT + 40 * MINUTE_MS] as const;
    zoomBy(shown, 0.5, AT + 10 * MINUTE_MS, span);
    expect(shown.view.value.zoom).toEqual({ from: AT + 5 * MINUTE_MS, to: AT + 25 * MINUTE_MS });
  });
});
