import type { ComponentType } from "preact";
import type { PageKey } from "../address.ts";
import { english } from "../language/language.ts";
import { LivePage } from "../live/live-page.tsx";

/** What a page gets of its address; the rest is read with `useQueryParameter`. */
export interface PageProps {
  id: string | null;
}

export interface Page {
  /** The first part of its address. */
  key: PageKey;
  /** In English; translated where it is shown. */
  name: string;
  /** Pressed after "g". */
  shortcut: string;
  /** A component that is there at once, or the way to fetch it when the page is first opened. */
  component: ComponentType<PageProps> | { load: () => Promise<ComponentType<PageProps>> };
}

/** All pages, in the order of the navigation; the first four are at hand on a phone. */
export const pages: readonly Page[] = [
  { key: "live", name: english("Live"), shortcut: "l", component: LivePage },
  {
    key: "incidents",
    name: english("Incidents"),
    shortcut: "i",
    component: { load: async () => (await import("../incident/incidents-page.tsx")).IncidentsPage },
  },
  {
    key: "inbox",
    name: english("Inbox"),
    shortcut: "b",
    component: { load: async () => (await import("../inbox/inbox-page.tsx")).InboxPage },
  },
  {
    key: "monitors",
    name: english("Monitors"),
    shortcut: "m",
    component: { load: async () => (await import("../monitor/monitors-page.tsx")).MonitorsPage },
  },
  {
    key: "channels",
    name: english("Channels"),
    shortcut: "c",
    component: { load: async () => (await import("../channel/channels-page.tsx")).ChannelsPage },
  },
  {
    key: "settings",
    name: english("Settings"),
    shortcut: "s",
    component: { load: async () => (await import("../settings/settings-page.tsx")).SettingsPage },
  },
];
