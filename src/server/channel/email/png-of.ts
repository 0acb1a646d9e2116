import { createRequire } from "node:module";
import type * as ResvgModule from "@resvg/resvg-js";

/** Twice as many pixels as the picture is wide on the page, for sharp screens. */
const ZOOM = 2;

/** Loaded when a picture is drawn; null on a machine that there is no build for. */
function renderer(): typeof ResvgModule | null {
  try {
    return createRequire(import.meta.url)("@resvg/resvg-js") as typeof ResvgModule;
  } catch {
    return null;
  }
}

/** The picture as PNG; null where none can be drawn: a message goes out all the same. */
export function pngOf(svg: string): Buffer | null {
  const resvg = svg === "" ? null : renderer();
  if (resvg === null) return null;
  return new resvg.Resvg(svg, { fitTo: { mode: "zoom", value: ZOOM }, font: { loadSystemFonts: false } })
    .render()
    .asPng();
}
