import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { SettingsReport } from "../../core/model/settings-report.ts";
import { fetchSettings } from "../api.ts";
import { Problem } from "../frame/problem.tsx";
import { t } from "../language/language.ts";
import { OwnChoices } from "./own-choices.tsx";
import { PartsHealth } from "./parts-health.tsx";
import { ScopesLearned } from "./scopes-learned.tsx";
import { SettingTable } from "./setting-table.tsx";
import { WhatRuns } from "./what-runs.tsx";

const REFRESH_MS = 15_000;

export function SettingsPage(): JSX.Element {
  const { report, problem } = useReport();
  return (
    <main class="page settings" aria-label={t("Settings")}>
      <h2>{t("Settings")}</h2>
      <OwnChoices />
      <Problem text={problem} />
      {report === null && problem === null && <p class="empty">{t("Loading")}</p>}
      {report !== null && (
        <>
          <PartsHealth report={report} />
          <WhatRuns report={report} />
          <ScopesLearned scopes={report.scopes} />
          <SettingTable rows={report.settings} />
        </>
      )}
    </main>
  );
}

/** Asked anew while the page is shown; the last answer stays when the server does not answer. */
function useReport(): { report: SettingsReport | null; problem: string | null } {
  const [report, setReport] = useState<SettingsReport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isShown = true;
    const ask = async (): Promise<void> => {
      try {
        const next = await fetchSettings();
        if (!isShown) return;
        setReport(next);
        setProblem(null);
      } catch (error) {
        if (isShown) setProblem(error instanceof Error ? error.message : String(error));
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), REFRESH_MS);
    return () => {
      isShown = false;
      clearInterval(timer);
    };
  }, []);
  return { report, problem };
}
