import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { ChannelList } from "../channel/channel-list.tsx";
import { ChartGrid } from "../chart/chart-grid.tsx";
import { zoomOut } from "../chart/zoom.ts";
import { GettingStarted } from "../frame/getting-started.tsx";
import { useQueryParameter } from "../frame/use-query-parameter.ts";
import { overallState } from "../header/overall-state.ts";
import { StateBanner } from "../header/state-banner.tsx";
import { InboxList } from "../inbox/inbox-list.tsx";
import { IncidentList } from "../incident/incident-list.tsx";
import { MonitorList } from "../monitor/monitor-list.tsx";
import { SilenceList } from "../silence/silence-list.tsx";
import { useStore } from "../store.ts";
import { HeatStrip } from "./heat-strip.tsx";
import { useWall } from "./wall.ts";
import { WallLine } from "./wall-line.tsx";

export function LivePage(): JSX.Element {
  const store = useStore();
  const [wall, setWall] = useQueryParameter("wall");
  const isWall = wall === "1";
  useWall(isWall, () => setWall(""));
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isDialogOpen = document.querySelector("dialog[open]") !== null;
      if (event.key === "Escape" && !isDialogOpen) zoomOut(store);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [store]);
  const charts = overallState(store).kind === "waiting" ? <GettingStarted /> : <ChartGrid heat={<HeatStrip />} />;
  if (isWall) {
    return (
      <>
        <StateBanner />
        <div class="board">{charts}</div>
        <WallLine />
      </>
    );
  }
  return (
    <>
      <StateBanner />
      <div class={`board ${store.firing.value.length > 0 ? "has-firing" : ""}`}>
        {charts}
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
