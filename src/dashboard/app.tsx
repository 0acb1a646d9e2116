import type { JSX } from "preact";
import { AnalysePage } from "./analyse/analyse-page.tsx";
import { ChartGrid } from "./chart/chart-grid.tsx";
import { GettingStarted } from "./frame/getting-started.tsx";
import { Notices } from "./frame/notices.tsx";
import { SignIn } from "./frame/sign-in.tsx";
import { Header } from "./header/header.tsx";
import { StateBanner } from "./header/state-banner.tsx";
import { overallState } from "./header/overall-state.ts";
import { InboxList } from "./inbox/inbox-list.tsx";
import { MessagePanel } from "./inbox/message-panel.tsx";
import { IncidentList } from "./incident/incident-list.tsx";
import { IncidentPanel } from "./incident/incident-panel.tsx";
import { MonitorList } from "./monitor/monitor-list.tsx";
import { MonitorPanel } from "./monitor/monitor-panel.tsx";
import { useStore } from "./store.ts";

export function App({ onSignedIn }: { onSignedIn: () => void }): JSX.Element {
  const store = useStore();
  if (store.link.value.kind === "signed-out") return <SignIn onSignedIn={onSignedIn} />;
  const place = store.place.value;
  if (place.kind === "analyse") {
    return (
      <>
        <Header />
        <AnalysePage id={place.id} />
      </>
    );
  }
  const isWaiting = overallState(store).kind === "waiting";
  return (
    <>
      <Header />
      <StateBanner />
      <Notices />
      <div class={`board ${store.firing.value.length > 0 ? "has-firing" : ""}`}>
        {isWaiting ? <GettingStarted /> : <ChartGrid />}
        <aside class="side">
          <IncidentList />
          <InboxList />
          <MonitorList />
        </aside>
      </div>
      {place.kind === "incident" && <IncidentPanel key={place.id} id={place.id} />}
      {place.kind === "monitor" && <MonitorPanel key={place.name} name={place.name} />}
      {place.kind === "message" && <MessagePanel key={place.id} id={place.id} />}
      <p class="unseen" role="status" aria-live="polite">
        {store.announcement.value}
      </p>
    </>
  );
}
