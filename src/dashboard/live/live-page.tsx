import type { JSX } from "preact";
import { ChannelList } from "../channel/channel-list.tsx";
import { ChartGrid } from "../chart/chart-grid.tsx";
import { GettingStarted } from "../frame/getting-started.tsx";
import { overallState } from "../header/overall-state.ts";
import { StateBanner } from "../header/state-banner.tsx";
import { InboxList } from "../inbox/inbox-list.tsx";
import { IncidentList } from "../incident/incident-list.tsx";
import { MonitorList } from "../monitor/monitor-list.tsx";
import { SilenceList } from "../silence/silence-list.tsx";
import { useStore } from "../store.ts";

export function LivePage(): JSX.Element {
  const store = useStore();
  const isWaiting = overallState(store).kind === "waiting";
  return (
    <>
      <StateBanner />
      <div class={`board ${store.firing.value.length > 0 ? "has-firing" : ""}`}>
        {isWaiting ? <GettingStarted /> : <ChartGrid />}
        <aside class="side">
          <IncidentList />
          <InboxList />
          <ChannelList />
          <SilenceList />
          <MonitorList />
        </aside>
      </div>
    </>
  );
}
