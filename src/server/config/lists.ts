import Type, { type Static } from "typebox";
import { type MonitorFault, monitorFaults } from "../../core/judge/rule/monitor-faults.ts";
import { MaintenanceWindow } from "../../core/model/maintenance.ts";
import { defaultMonitors, Monitor } from "../../core/model/monitor.ts";
import { Route } from "../../core/model/route.ts";
import { defaultStatuses, Status } from "../../core/model/status.ts";
import { defaultDimensions } from "../../core/model/transaction.ts";
import { channelProblems, type DeclaredChannel } from "./channel/declared-channel.ts";
import type { Problem } from "./configuration-error.ts";
import type { ConfigurationFile, KeyPath } from "./configuration-file.ts";
import type { ListSettingName } from "./list-settings.ts";
import { didYouMean } from "./nearest-name.ts";
import { keyText, schemaProblems, shown } from "./schema-problems.ts";

const Dimension = Type.String({ pattern: "^[a-z][a-z0-9_]{0,39}$" });

const schemas = {
  statuses: Type.Array(Status, { minItems: 1 }),
  dimensions: Type.Array(Dimension),
  monitors: Type.Array(Monitor, { minItems: 1 }),
  routes: Type.Array(Route),
  maintenance: Type.Array(MaintenanceWindow),
} satisfies Partial<Record<ListSettingName, unknown>>;

type CheckedList = keyof typeof schemas;

export type Lists = { [Name in CheckedList]: Static<(typeof schemas)[Name]> } & { channels: DeclaredChannel[] };

const defaultLists: Lists = {
  statuses: [...defaultStatuses],
  dimensions: [...defaultDimensions],
  monitors: [...defaultMonitors],
  channels: [{ name: "teams", kind: "teams" }],
  routes: [],
  maintenance: [],
};

/** The lists of the file, with the defaults for those that it leaves out or that are wrong; and all that is wrong with them. */
export function listsIn(file: ConfigurationFile | undefined): { lists: Lists; problems: Problem[] } {
  if (file === undefined) return { lists: defaultLists, problems: [] };
  const problems: Problem[] = [];
  const read = <Name extends ListSettingName>(name: Name): Lists[Name] => {
    if (!file.values.has(name)) return defaultLists[name];
    const found = problemsOf(name, file.values.get(name), file);
    problems.push(...found);
    return found.length > 0 ? defaultLists[name] : (file.values.get(name) as Lists[Name]);
  };
  const lists = {
    statuses: read("statuses"),
    dimensions: read("dimensions"),
    monitors: read("monitors"),
    channels: read("channels"),
    routes: read("routes"),
    maintenance: read("maintenance"),
  };
  if (problems.length === 0) problems.push(...disagreements(lists, file));
  return { lists, problems };
}

function problemsOf(name: ListSettingName, value: unknown, file: ConfigurationFile): Problem[] {
  return name === "channels" ? channelProblems(value, file) : schemaProblems(schemas[name], value, [name], file);
}

/** What each entry alone cannot tell: names given twice, and names that point at nothing. */
function disagreements({ statuses, dimensions, monitors, channels }: Lists, file: ConfigurationFile): Problem[] {
  const namesOf = (list: readonly { name: string }[]) => list.map(({ name }) => name);
  return [
    ...repeated("statuses", namesOf(statuses), file),
    ...repeated("dimensions", dimensions, file),
    ...repeated("monitors", namesOf(monitors), file),
    ...repeated("channels", namesOf(channels), file),
    ...monitors.flatMap((monitor, index) => {
      const faults = monitorFaults(monitor, { statuses: namesOf(statuses), dimensions });
      return faults.map((fault) => problemFor(fault, ["monitors", index, ...fault.path], file));
    }),
  ];
}

function repeated(list: ListSettingName, names: readonly string[], file: ConfigurationFile): Problem[] {
  return names.flatMap((name, index) => {
    const first = names.indexOf(name);
    if (first === index) return [];
    const path = list === "dimensions" ? [list, index] : [list, index, "name"];
    const expected = "a name of its own";
    return [
      { key: keyText(path), expected, got: `${shown(name)}, as in ${list}[${first}]`, where: file.whereIs(path) },
    ];
  });
}

function problemFor(
  { expected, got, typed, known = [] }: MonitorFault,
  path: KeyPath,
  file: ConfigurationFile,
): Problem {
  const hint = typed === undefined ? {} : didYouMean(typed, known);
  return { key: keyText(path), expected, got, where: file.whereIs(path), ...hint };
}
