import type { JSX } from "preact";
import type { PageProps } from "../frame/pages.ts";
import { RoutePanel } from "../routing/route-panel.tsx";
import { ChannelList } from "./channel-list.tsx";

/** "routes" in the place of a channel's name asks which way an incident would take. */
export function ChannelsPage({ id }: PageProps): JSX.Element {
  return (
    <main class="page">
      <ChannelList />
      {id === "routes" && <RoutePanel />}
    </main>
  );
}
