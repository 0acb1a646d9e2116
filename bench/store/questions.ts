import type { Counts, CountsQuestion, ExcessQuestion, Store } from "../../src/server/store/store.ts";
import { DAY_S, FROM } from "./rows.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = DAY_S * 1000;
const FAULTS = ["failed", "denied"];

/** What the dashboard asks. */
export interface BenchQuestion {
  name: string;
  ask(store: Store): Promise<number[]>;
  /** The same of the rows themselves, and the column of its answer that has to be equal to ours. */
  peer?: { sql: string; column: number; goal: number };
}

export function questionsAt(days: number): BenchQuestion[] {
  const end = FROM + days * DAY_S;
  const to = end * 1000;
  const day: CountsQuestion = { dimensions: {}, statuses: [], from: to - DAY_MS, to, stepMs: MINUTE_MS };
  const one = { ...day, dimensions: { issuer: "issuer_7", merchant: "m_3" }, statuses: ["failed"] };
  const month = { ...day, from: FROM * 1000, stepMs: HOUR_MS };
  const top: ExcessQuestion = {
    dimension: "issuer",
    statuses: FAULTS,
    from: to - DAY_MS,
    to,
    periodMs: DAY_MS,
    periods: 7,
    limit: 20,
  };
  const since = (seconds: number) => `minute >= make_timestamp(${seconds}::BIGINT * 1000000)`;
  const lastDay = since(end - DAY_S);
  return [
    {
      name: "last 24 h of one series",
      ask: async (store) => [...(await store.counts(one)).values()].flatMap((counts) => [...counts]),
      peer: {
        sql: `SELECT minute, n FROM minutes WHERE status = 'failed' AND issuer = 'issuer_7' AND merchant = 'm_3' AND ${lastDay} ORDER BY minute`,
        column: 1,
        goal: 5,
      },
    },
    {
      name: "last 24 h by minute and status",
      ask: async (store) => byStep(await store.counts(day)),
      peer: {
        sql: `SELECT minute, status, sum(n) AS x FROM minutes WHERE ${lastDay} GROUP BY 1, 2 ORDER BY 1, 2`,
        column: 2,
        goal: 30,
      },
    },
    {
      name: "top 20 issuers by excess",
      ask: async (store) => (await store.topValues(top)).map(({ count, usual }) => count - (usual ?? 0)),
      peer: {
        sql: `SELECT issuer, sum(CASE WHEN ${lastDay} THEN n ELSE 0 END) - sum(CASE WHEN ${lastDay} THEN 0 ELSE n END) / 7.0 AS x
          FROM minutes WHERE ${since(end - 8 * DAY_S)} AND status IN ('failed', 'denied') GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
        column: 1,
        goal: 5,
      },
    },
    {
      name: "whole month by hour",
      ask: async (store) => sums(await store.counts(month)),
      peer: {
        sql: "SELECT time_bucket(INTERVAL 1 hour, minute) AS hour, sum(n) AS x FROM minutes GROUP BY 1 ORDER BY 1",
        column: 1,
        goal: 30,
      },
    },
    {
      name: "last 15 min by minute and status",
      ask: async (store) => byStep(await store.counts({ ...day, from: to - 15 * MINUTE_MS })),
    },
    {
      name: "last 24 h of an issuer by minute",
      ask: async (store) => byStep(await store.counts({ ...day, dimensions: { issuer: "issuer_7" } })),
    },
    {
      name: "whole month of a merchant by hour",
      ask: async (store) => byStep(await store.counts({ ...month, dimensions: { merchant: "m_3" } })),
    },
  ];
}

/** Step by step, and in each status by status. */
function byStep(counts: Counts): number[] {
  const columns = [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, values]) => values);
  return Array.from(columns[0] ?? [], (_, step) => columns.map((values) => values[step] ?? 0)).flat();
}

function sums(counts: Counts): number[] {
  const columns = [...counts.values()];
  return Array.from(columns[0] ?? [], (_, step) => columns.reduce((sum, values) => sum + (values[step] ?? 0), 0));
}
