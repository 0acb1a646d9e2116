import Type, { type Static } from "typebox";
import { LearningPhase } from "./monitor-report.ts";
import { Trouble } from "./overview.ts";

export const SettingSource = Type.Enum(["default", "file", "environment", "flag"]);
export type SettingSource = Static<typeof SettingSource>;

export const SettingRow = Type.Object({
  name: Type.String(),
  value: Type.String({ description: "of a secret only whether it is set" }),
  source: SettingSource,
  help: Type.String(),
});
export type SettingRow = Static<typeof SettingRow>;

/** How far the judge is with one scope. */
export const ScopeLearning = Type.Object({
  key: Type.String(),
  label: Type.String(),
  phase: LearningPhase,
  seenMs: Type.Integer({ description: "how much of it was seen, without gaps" }),
});
export type ScopeLearning = Static<typeof ScopeLearning>;

const MaybeDisk = Type.Union([Type.Object({ freeBytes: Type.Integer(), totalBytes: Type.Integer() }), Type.Null()], {
  description: "null where nothing is kept on a disk, or before the first look",
});

/** What runs, with what settings, and how its parts are. */
export const SettingsReport = Type.Object({
  version: Type.String(),
  node: Type.String(),
  isDemo: Type.Boolean(),
  startedAt: Type.Integer({ description: "start of the process" }),
  memoryBytes: Type.Integer(),
  journal: Type.Object({
    kind: Type.String(),
    entries: Type.Integer(),
    bytes: Type.Integer(),
    limitBytes: Type.Integer(),
    isWritable: Type.Boolean(),
  }),
  disk: MaybeDisk,
  store: Type.Object({
    kind: Type.String(),
    state: Type.Enum(["opening", "ready", "failed", "absent"]),
    waitingRows: Type.Integer({ description: "rows that wait to be brought to it" }),
    lagMs: Type.Integer({ description: "how long rows have waited; about 0 when all is well" }),
  }),
  settings: Type.Array(SettingRow),
  scopes: Type.Array(ScopeLearning, { description: "those of which least is known first" }),
  troubles: Type.Array(Trouble),
});
export type SettingsReport = Static<typeof SettingsReport>;
