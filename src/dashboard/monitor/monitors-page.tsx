import type { JSX } from "preact";
import { hashOf } from "../address.ts";
import type { PageProps } from "../frame/pages.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { MonitorChanges } from "./monitor-changes.tsx";
import { MonitorEditor } from "./monitor-editor.tsx";
import { MonitorList } from "./monitor-list.tsx";
import { MonitorPanel } from "./monitor-panel.tsx";

/** All monitors; one beside them; or one that is changed or made, which has the page for itself. */
export function MonitorsPage({ id }: PageProps): JSX.Element {
  const { place, monitors } = useStore();
  const { edit } = place.value.query;
  const report = monitors.value.find(({ name }) => name === id);
  const leave = (): void => {
    place.value = { page: "monitors", id: null, query: {} };
  };
  if (edit !== undefined && (id === null || report !== undefined)) {
    return (
      <main class="page">
        <MonitorEditor key={id ?? ""} report={report ?? null} onDone={leave} />
      </main>
    );
  }
  return (
    <main class="page">
      <p class="page-intro">
        {t("A monitor says what is watched and how many false alarms you accept.")}{" "}
        <a class="button-like" href={hashOf({ page: "monitors", query: { edit: "new" } })}>
          {t("New monitor")}
        </a>
      </p>
      <MonitorList />
      <MonitorChanges />
      {id !== null && <MonitorPanel key={id} name={id} />}
    </main>
  );
}
