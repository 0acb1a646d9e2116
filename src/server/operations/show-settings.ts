import { scopeLearning } from "../../core/engine/learning.ts";
import type { SettingsReport } from "../../core/model/settings-report.ts";
import { listTroubles } from "./list-troubles.ts";
import { storeLagMs } from "./pressing-troubles.ts";
import type { Product } from "./product.ts";

/** What runs, with what settings, and how its parts are. */
export function showSettings(product: Product): SettingsReport {
  const { pipeline, store } = product;
  const { engine, journal, sequencer, historian, watchman } = pipeline;
  return {
    version: product.version,
    node: process.versions.node,
    isDemo: product.isDemo,
    startedAt: Math.round(performance.timeOrigin),
    memoryBytes: process.memoryUsage().rss,
    journal: {
      kind: journal.kind,
      entries: journal.next - journal.first,
      bytes: journal.bytes,
      limitBytes: sequencer.mostBytes,
      isWritable: sequencer.trouble === null,
    },
    disk: watchman.disk,
    store: {
      kind: store.kind,
      state: store.state,
      waitingRows: historian?.waitingRows ?? 0,
      lagMs: storeLagMs(pipeline),
    },
    settings: [...product.settings],
    scopes: scopeLearning(engine.judging),
    troubles: listTroubles(product),
  };
}
