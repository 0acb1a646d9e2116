import type { Dictionary } from "./language.ts";
import { analyse } from "./es/analyse.ts";
import { channels } from "./es/channels.ts";
import { explore } from "./es/explore.ts";
import { frame } from "./es/frame.ts";
import { incidents } from "./es/incidents.ts";
import { live } from "./es/live.ts";
import { monitors } from "./es/monitors.ts";
import { settings } from "./es/settings.ts";

/** Spanish. One file for each part of the page, so that each stays small. */
export const es: Dictionary = {
  ...frame,
  ...live,
  ...incidents,
  ...explore,
  ...monitors,
  ...channels,
  ...analyse,
  ...settings,
};
