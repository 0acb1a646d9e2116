import { type BodyKind, BodyMaker } from "./body.ts";
import { type Contender, type ContenderName, startContender } from "./contender.ts";
import { post } from "./load.ts";

/** One way of sending transactions. */
export interface Traffic {
  kind: BodyKind;
  /** Transactions of a body. */
  size: number;
  /** Bodies of a round. */
  count: number;
  connections: number;
}

export interface Row {
  name: string;
  /** CPU of the server in each round, microseconds a transaction. */
  cpuUs: number[];
  /** From a body's first byte to its answer, of all rounds. */
  latencyMs: number[];
}

export interface Entrant {
  name: string;
  contender: ContenderName;
  traffic: Traffic;
}

/** Runs servers that were just started through the rounds in turn, so that what else the machine does meets them alike. */
export async function measured(entrants: readonly Entrant[], rounds: number): Promise<Row[]> {
  const contenders: Contender[] = [];
  try {
    for (const { contender } of entrants) contenders.push(await startContender(contender));
    const maker = new BodyMaker();
    const rows = entrants.map(({ name }): Row => ({ name, cpuUs: [], latencyMs: [] }));
    // The first round is for the compiler.
    for (let round = 0; round <= rounds; round++) {
      for (const [index, row] of rows.entries()) {
        const [entrant, contender] = [entrants[index], contenders[index]];
        if (entrant === undefined || contender === undefined) continue;
        const { cpuUs, latencyMs } = await slice(contender, entrant.traffic, maker);
        if (round === 0) continue;
        row.cpuUs.push(cpuUs);
        row.latencyMs = [...row.latencyMs, ...latencyMs];
      }
    }
    return rows;
  } finally {
    for (const contender of contenders) await contender.stop();
  }
}

/** CPU a transaction of the first thousands, and after so many more, in each round of a server started anew. */
export async function growth(
  contender: ContenderName,
  { rounds, few, many }: { rounds: number; few: Traffic; many: Traffic },
): Promise<{ first: number[]; later: number[] }> {
  const first: number[] = [];
  const later: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = await startContender(contender);
    try {
      const maker = new BodyMaker();
      await slice(started, few, maker);
      first.push((await slice(started, few, maker)).cpuUs);
      await slice(started, many, maker);
      // What the many left to the collector of garbage is not the cost of the next.
      await slice(started, few, maker);
      later.push((await slice(started, few, maker)).cpuUs);
    } finally {
      await started.stop();
    }
  }
  return { first, later };
}

async function slice({ server, isRight }: Contender, { kind, size, count, connections }: Traffic, maker: BodyMaker) {
  const bodies = maker.bodies(kind, { count, size });
  const before = server.cpuUs;
  const latencyMs = await post(server.port, bodies, { connections, isRight });
  return { cpuUs: (server.cpuUs - before) / (count * size), latencyMs };
}
