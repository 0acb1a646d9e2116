import type { Clock } from "./clock.ts";
import type { Engine } from "../../core/engine/engine.ts";
import type { Sequencer } from "./sequencer.ts";
import type { Service } from "./service.ts";
import { PipelineFault } from "./pipeline-fault.ts";

const IDLE_MS = 1000;
const SHORTEST_MS = 50;

/** Puts the clock into the journal whenever a tick of a live stream is due to close, so that silence closes ticks too. */
export function createTicker(parts: { clock: Clock; engine: Engine; sequencer: Sequencer }): Service {
  const { clock, engine, sequencer } = parts;
  const dueInMs = (): number => {
    const rollup = engine.judging?.rollup;
    if (!rollup?.watermark.isLive || Number.isNaN(rollup.nextTick)) return Number.NaN;
    return rollup.nextTick + rollup.tickMs + rollup.watermark.patienceMs - clock.now();
  };
  return {
    name: "ticker",
    run: async (signal) => {
      while (!signal.aborted) {
        const dueMs = dueInMs();
        await clock.wait(Number.isNaN(dueMs) ? IDLE_MS : Math.max(SHORTEST_MS, Math.min(IDLE_MS, dueMs)), signal);
        if (signal.aborted || !(dueInMs() <= 0)) continue;
        try {
          await sequencer.submit({ kind: "clock", at: clock.now() });
        } catch (error) {
          // A journal that cannot be written is told in /health; the next mark makes up for this one.
          if (!(error instanceof PipelineFault) || error.kind === "fault") throw error;
          await clock.wait(IDLE_MS, signal);
        }
      }
    },
  };
}
