import type { JSX } from "preact";
import type { Trend } from "../../core/stats/trend.ts";
import { TREND_WORDS } from "../chart/trend-words.ts";
import { t } from "../language/language.ts";
import type { StateInWords } from "../header/overall-state.ts";

interface Size {
  size?: number;
}

/** A plume that ends in a pulse. */
export function Mark({ size = 24 }: Size): JSX.Element {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M3 23.5h6l2.5-5 4 9 3-6.5h2.2"
        fill="none"
        stroke="currentColor"
        stroke-width="2.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
      <path
        class="plume"
        d="M20.7 21c5.5-1 7.3-4 5-6.7-1.8-2.1-5.2-2.3-5.2-5 0-2.4 2.6-3.2 2.3-5.8"
        fill="none"
        stroke-width="2.6"
        stroke-linecap="round"
      />
    </svg>
  );
}

export function StateShape({
  kind,
  progress = 1,
  size = 40,
}: Size & { kind: StateInWords["kind"]; progress?: number }): JSX.Element {
  return (
    <svg class={`state-shape is-${kind}`} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      {shapeOf(kind, progress)}
    </svg>
  );
}

function shapeOf(kind: StateInWords["kind"], progress: number): JSX.Element {
  switch (kind) {
    case "alert":
      return (
        <>
          <path class="body" d="M16 3.5 30 28H2Z" stroke-width="2" stroke-linejoin="round" />
          <path class="sign" d="M16 12.5v7.5m0 3.9v.1" />
        </>
      );
    case "calm":
      return (
        <>
          <circle class="body" cx="16" cy="16" r="14" />
          <path class="sign" d="m9.5 16.5 4.5 4.5 8.5-9.5" />
        </>
      );
    case "learning":
      return (
        <>
          <circle class="ring is-quiet" cx="16" cy="16" r="12" />
          <circle
            class="ring"
            cx="16"
            cy="16"
            r="12"
            pathLength={100}
            stroke-dasharray={`${Math.max(2, progress * 100)} 200`}
            transform="rotate(-90 16 16)"
          />
        </>
      );
    case "waiting":
      return <circle class="ring is-dashed" cx="16" cy="16" r="12" />;
    case "unknown":
      return <path class="ring" d="m7 7 18 18M25 7 7 25" />;
  }
}

/** One shape for each, so that the arrow is understood without its colour or its words. */
const ARROWS: Record<Trend, string> = {
  "falling a lot": "M5 2v11M2 10l3 3 3-3M11 2v11M8 10l3 3 3-3",
  falling: "M3 4l9 8M12 6.5V12H6.5",
  steady: "M2 8h11M9.5 4.5 13 8l-3.5 3.5",
  rising: "M3 12l9-8M12 9.5V4H6.5",
  "rising a lot": "M5 14V3M2 6l3-3 3 3M11 14V3M8 6l3-3 3 3",
};

export function TrendArrow({ trend }: { trend: Trend }): JSX.Element {
  return (
    <span class="trend" data-trend={trend} title={t(TREND_WORDS[trend])}>
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
        <path d={ARROWS[trend]} />
      </svg>
      <span class="trend-words">{t(TREND_WORDS[trend])}</span>
    </span>
  );
}

export function Warning({ size = 14 }: Size): JSX.Element {
  return (
    <svg class="glyph" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path class="solid" d="M8 1.5 15.5 14.5H.5Z" />
      <path class="cut" d="M8 6.2v3.9m0 1.9v.1" />
    </svg>
  );
}

export function Tick({ size = 14 }: Size): JSX.Element {
  return (
    <svg class="glyph" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <circle class="outline" cx="8" cy="8" r="6.7" />
      <path class="outline" d="m5 8.3 2.2 2.2L11 5.8" />
    </svg>
  );
}

export function Cross({ size = 14 }: Size): JSX.Element {
  return (
    <svg class="glyph" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path class="outline" d="m3.5 3.5 9 9m0-9-9 9" />
    </svg>
  );
}

export function Hourglass({ size = 14 }: Size): JSX.Element {
  return (
    <svg class="glyph" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <circle class="outline" cx="8" cy="8" r="6.7" />
      <path class="outline" d="M8 4.3V8l2.5 1.8" />
    </svg>
  );
}

export function Tray({ size = 14 }: Size): JSX.Element {
  return (
    <svg class="glyph" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path class="outline" d="M1.5 9.5 3.5 3h9l2 6.5v4h-13Zm0 0h4l1 1.8h3l1-1.8h4" />
    </svg>
  );
}
