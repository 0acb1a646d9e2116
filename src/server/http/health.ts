import type { FastifyInstance } from "fastify";
import { Counter, Gauge, Registry } from "prom-client";
import Type from "typebox";
import { Trouble } from "../../core/model/overview.ts";
import { listBudgets } from "../operations/list-budgets.ts";
import { listTroubles } from "../operations/list-troubles.ts";
import type { Product } from "../operations/product.ts";

const Health = Type.Object({
  state: Type.Enum(["ok", "degraded"]),
  version: Type.String(),
  journal: Type.Object({ kind: Type.String(), entries: Type.Integer() }),
  troubles: Type.Array(Trouble),
});

export function healthRoutes(app: FastifyInstance, product: Product): void {
  const { journal } = product.pipeline;
  app.get(
    "/health",
    { schema: { summary: "Whether every part works", tags: ["health"], response: { 200: Health } } },
    () => {
      const troubles = listTroubles(product);
      const state = troubles.length === 0 ? "ok" : "degraded";
      return {
        state,
        version: product.version,
        journal: { kind: journal.kind, entries: journal.next - journal.first },
        troubles,
      };
    },
  );
  const registry = metricsOf(product);
  app.get(
    "/metrics",
    { schema: { summary: "Prometheus metrics", tags: ["health"], produces: ["text/plain"] } },
    async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  );
}

/** Metrics of the last tick of all traffic and of the health of the parts. */
function metricsOf(product: Product): Registry {
  const { engine, journal } = product.pipeline;
  const registry = new Registry();
  const gauge = (
    name: string,
    help: string,
    read: (set: (labels: Record<string, string>, value: number) => void) => void,
    labelNames: string[] = [],
  ) => {
    const metric: Gauge = new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      collect: () => {
        metric.reset();
        read((labels, value) => metric.set(labels, value));
      },
    });
  };
  const counter = (
    name: string,
    help: string,
    read: (add: (labels: Record<string, string>, value: number) => void) => void,
    labelNames: string[] = [],
  ) => {
    const metric: Counter = new Counter({
      name,
      help,
      labelNames,
      registers: [registry],
      collect: () => {
        metric.reset();
        read((labels, value) => metric.inc(labels, value));
      },
    });
  };
  counter("smokewatch_intake_transactions_total", "Transactions counted since judging began.", (add) =>
    add({}, engine.judging?.rollup.received ?? 0),
  );
  counter("smokewatch_intake_late_total", "Transactions that came after their tick was judged.", (add) =>
    add({}, engine.judging?.rollup.late ?? 0),
  );
  gauge(
    "smokewatch_monitor_budget_alarms_per_week",
    "False alarms a week that people accept of a monitor.",
    (set) => {
      for (const { monitor, perWeek } of listBudgets(product)) set({ monitor }, perWeek);
    },
    ["monitor"],
  );
  counter(
    "smokewatch_monitor_alarms_total",
    "Alarms of a monitor's series, true and false ones alike, since it has been judged as it is configured now.",
    (add) => {
      for (const { monitor, alarms } of listBudgets(product)) add({ monitor }, alarms);
    },
    ["monitor"],
  );
  gauge("smokewatch_incidents_firing", "Incidents that are firing.", (set) => set({}, engine.incidents.firingCount));
  gauge("smokewatch_deliveries_planned", "Messages that wait to be sent.", (set) =>
    set({}, engine.deliveries.planned().length),
  );
  gauge("smokewatch_journal_entries", "Entries in the journal.", (set) => set({}, journal.next - journal.first));
  gauge(
    "smokewatch_trouble",
    "1 for each part that is not as it should be.",
    (set) => {
      for (const { part } of listTroubles(product)) set({ part }, 1);
    },
    ["part"],
  );
  for (const column of ["value", "expected", "score"] as const) {
    const help = `The judge's ${column} at the last tick of all traffic.`;
    gauge(
      `smokewatch_series_${column}`,
      help,
      (set) => {
        for (const [status, name] of (engine.judging?.statuses ?? []).entries()) {
          const value = engine.judging?.judge.output[column][status] ?? Number.NaN;
          if (!Number.isNaN(value)) set({ status: name }, value);
        }
      },
      ["status"],
    );
  }
  return registry;
}
