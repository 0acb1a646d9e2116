import type { JSX } from "preact";
import type { SettingsReport } from "../../core/model/settings-report.ts";
import { formatBytes, formatDuration } from "../format.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";

export function WhatRuns({ report }: { report: SettingsReport }): JSX.Element {
  const { clock, overview } = useStore();
  const { version, node, startedAt, memoryBytes } = report;
  const tickMs = overview.value?.tickMs ?? null;
  return (
    <section class="card part" aria-labelledby="what-runs">
      <h3 id="what-runs">{t("What runs")}</h3>
      <dl class="facts">
        <Fact name="Smokewatch" value={version} />
        <Fact name="Node" value={node} />
        <Fact name={t("Running since")} value={clock.value.full(startedAt)} />
        <Fact name={t("Memory")} value={formatBytes(memoryBytes)} />
        <Fact
          name={t("Judged every")}
          value={tickMs === null ? t("not known before data comes") : formatDuration(tickMs)}
        />
      </dl>
      <p>
        <a href="openapi.json">{t("The API that this page uses")}</a>
      </p>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
