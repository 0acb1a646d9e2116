import type { JSX } from "preact";
import type { PageKey } from "../address.ts";

const STROKES: Record<PageKey, string> = {
  live: "M2 12h4l2.5-6 4 12 2.5-6H22",
  incidents: "M12 4 22 20H2Zm0 6v4.5m0 2.6v.1",
  inbox: "M3 14 5.5 5h13L21 14v5H3Zm0 0h5.5l1.5 2.5h4l1.5-2.5H21",
  explore: "m4 6 5 5-5 5m8 1h8",
  monitors: "M12 5v3m0 8v3M5 12h3m8 0h3m-7-4a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z",
  channels: "M4 10v4h3l7 5V5L7 10Zm13.5-1.5a5 5 0 0 1 0 7M20 6a9 9 0 0 1 0 12",
  analyse: "M6 3h8l4 4v14H6Zm8 0v4h4M9 17v-3m3 3v-6m3 6v-2",
  settings:
    "M4 7h9m5 0h2M4 17h3m5 0h8M15.5 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Zm-6 10a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z",
};

export function PageIcon({ page, size = 22 }: { page: PageKey; size?: number }): JSX.Element {
  return (
    <svg class="page-icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={STROKES[page]} />
    </svg>
  );
}

export function MoreIcon({ size = 22 }: { size?: number }): JSX.Element {
  return (
    <svg class="page-icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M4 7h16M4 12h16M4 17h16" />
    </svg>
  );
}
