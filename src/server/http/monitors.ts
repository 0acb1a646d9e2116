import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import Type, { type Static } from "typebox";
import { Monitor } from "../../core/model/monitor.ts";
import { BacktestLine, BacktestQuestion } from "../../core/model/monitor-backtest.ts";
import { MonitorChange } from "../../core/model/monitor-change.ts";
import { MonitorReport } from "../../core/model/monitor-report.ts";
import { backtestLines, planBacktest } from "../operations/backtest-monitor.ts";
import { listMonitors } from "../operations/list-monitors.ts";
import {
  addMonitor,
  changeMonitor,
  checkMonitor,
  fieldText,
  listMonitorChanges,
  removeMonitor,
  resetMonitor,
  undoMonitorChange,
} from "../operations/monitors.ts";
import type { Product } from "../operations/product.ts";
import { actorIn, bodyWith } from "./actor.ts";
import { withJsonBodies } from "./json-body.ts";

const Name = Type.Object({ name: Type.String({ maxLength: 200 }) });
const ChangeId = Type.Object({ id: Type.String({ pattern: "^\\d{1,15}$" }) });
const Monitors = Type.Object({
  monitors: Type.Array(MonitorReport),
  dimensions: Type.Array(Type.String(), { description: "what a monitor can break down by" }),
});
const Changes = Type.Object({ changes: Type.Array(MonitorChange, { description: "newest first" }) });

const example =
  '{"monitor": {"name": "issuers", "by": "issuer", "statuses": ["denied"], "budget": "1/week"}, "by": "Ana"}';
const NewBody = bodyWith({ monitor: Monitor }, example);
const revision = Type.Optional(
  Type.Integer({ minimum: 0, description: "the last change of it that you have seen; left out: whatever it is" }),
);
const ChangeBody = bodyWith({ monitor: Monitor, revision }, example);
const CheckBody = bodyWith(
  {
    monitor: Type.Union([Monitor, Type.Null()], { description: "null: what if it were removed" }),
    name: Type.Optional(Type.String({ description: "the one that it would replace; left out for a new one" })),
  },
  example,
);
const NoFields = bodyWith({}, '{"by": "Ana"}, or nothing');
const BacktestBody = Type.Object(BacktestQuestion.properties, {
  additionalProperties: false,
  description: '{"monitor": {"name": "issuers", "by": "issuer", "budget": "1/week"}, "days": 7, "budgets": ["1/day"]}',
});

const Check = Type.Object({
  faults: Type.Array(Type.Object({ field: Type.String(), expected: Type.String(), got: Type.String() })),
  forgets: Type.Union([Type.String(), Type.Null()], { description: "why all that was learnt would be lost" }),
});

const tags = ["monitors"];

/** What is asked of the judge: to read, to change, and to try on the past. */
export async function monitorRoutes(app: FastifyInstance, product: Product): Promise<void> {
  const answer = () => ({ monitors: listMonitors(product), dimensions: [...product.dimensions] });
  app.get(
    "/v1/monitors",
    {
      schema: {
        summary: "Budget of each monitor, alarms raised lately, and what can be found by now",
        tags,
        response: { 200: Monitors },
      },
    },
    answer,
  );
  app.get(
    "/v1/monitors/changes",
    { schema: { summary: "What people changed of the monitors", tags, response: { 200: Changes } } },
    () => ({ changes: listMonitorChanges(product) }),
  );
  await withJsonBodies(app, (scope) => {
    scope.post<{ Body: Static<typeof NewBody> }>(
      "/v1/monitors",
      { schema: { summary: "Add a monitor", tags, body: NewBody, response: { 200: Monitors } } },
      async ({ body }) => {
        await addMonitor(product, body.monitor, actorIn(body));
        return answer();
      },
    );
    scope.put<{ Params: Static<typeof Name>; Body: Static<typeof ChangeBody> }>(
      "/v1/monitors/:name",
      {
        schema: {
          summary: "Change a monitor, over what the configuration says of it",
          tags,
          params: Name,
          body: ChangeBody,
          response: { 200: Monitors },
        },
      },
      async ({ params: { name }, body }) => {
        await changeMonitor(product, { ...body, name }, actorIn(body));
        return answer();
      },
    );
    scope.delete<{ Params: Static<typeof Name>; Body: Static<typeof NoFields> }>(
      "/v1/monitors/:name",
      { schema: { summary: "Remove a monitor", tags, params: Name, body: NoFields, response: { 200: Monitors } } },
      async ({ params, body }) => {
        await removeMonitor(product, params.name, actorIn(body));
        return answer();
      },
    );
    scope.post<{ Params: Static<typeof Name>; Body: Static<typeof NoFields> }>(
      "/v1/monitors/:name/reset",
      {
        schema: {
          summary: "Let hold again what the configuration says of a monitor",
          tags,
          params: Name,
          body: NoFields,
          response: { 200: Monitors },
        },
      },
      async ({ params, body }) => {
        await resetMonitor(product, params.name, actorIn(body));
        return answer();
      },
    );
    scope.post<{ Params: Static<typeof ChangeId>; Body: Static<typeof NoFields> }>(
      "/v1/monitors/changes/:id/undo",
      {
        schema: {
          summary: "Bring a monitor back to what it was before a change",
          tags,
          params: ChangeId,
          body: NoFields,
          response: { 200: Monitors },
        },
      },
      async ({ params, body }) => {
        await undoMonitorChange(product, Number(params.id), actorIn(body));
        return answer();
      },
    );
    scope.post<{ Body: Static<typeof CheckBody> }>(
      "/v1/monitors/check",
      {
        schema: {
          summary: "What is wrong with a monitor, and whether it would cost what was learnt; nothing is saved",
          tags,
          body: CheckBody,
          response: { 200: Check },
        },
      },
      ({ body }) => {
        const { faults, forgets } = checkMonitor(product, body.monitor, body.name ?? null);
        return {
          forgets,
          faults: faults.map(({ path, expected, got }) => ({ field: fieldText(path), expected, got })),
        };
      },
    );
    backtestRoute(scope, product);
  });
}

function backtestRoute(scope: FastifyInstance, product: Product): void {
  scope.post<{ Body: BacktestQuestion }>(
    "/v1/monitors/backtest",
    {
      schema: {
        summary: "What a monitor would have told in the last days, under several budgets",
        description:
          "Answers line by line (NDJSON): the plan, then what each budget would have told as soon as it is known, with lines of progress between. Closing the connection ends it.",
        tags,
        body: BacktestBody,
        produces: ["application/x-ndjson"],
        response: { 200: BacktestLine },
      },
    },
    async ({ body }, reply) => {
      const gone = new AbortController();
      reply.raw.on("close", () => gone.abort());
      const planned = await planBacktest(product, body, gone.signal);
      void reply.header("cache-control", "no-store").type("application/x-ndjson; charset=utf-8");
      return reply.send(Readable.from(textOf(backtestLines(product, planned, gone.signal))));
    },
  );
}

async function* textOf(lines: AsyncIterable<BacktestLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}
