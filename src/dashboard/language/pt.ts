import type { Dictionary } from "./language.ts";
import { analyse } from "./pt/analyse.ts";
import { channels } from "./pt/channels.ts";
import { explore } from "./pt/explore.ts";
import { frame } from "./pt/frame.ts";
import { incidents } from "./pt/incidents.ts";
import { live } from "./pt/live.ts";
import { monitors } from "./pt/monitors.ts";
import { settings } from "./pt/settings.ts";

/** Portuguese. One file for each part of the page, so that each stays small. */
export const pt: Dictionary = {
  ...frame,
  ...live,
  ...incidents,
  ...explore,
  ...monitors,
  ...channels,
  ...analyse,
  ...settings,
};
