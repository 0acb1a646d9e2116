import { describe, expect, test } from "vitest";
import { EnginePlay, settingsWith, START } from "../../../test/support/engine-play.ts";
import { entriesOf } from "../../../test/support/entries-of.ts";
import type { EngineSettings } from "../../core/model/engine-settings.ts";
import type { LiveEvent } from "../../core/model/live-event.ts";
import { createMemoryFeed } from "../feed/memory.ts";
import type { Journal } from "../journal/journal.ts";
import { createNoStore } from "../store/none.ts";
import { createMemoryJournal } from "../journal/memory.ts";
import { ManualClock } from "./clock.ts";
import { isKnownScope, Pipeline } from "./pipeline.ts";

const pulse: LiveEvent = {
  kind: "pulse",
  now: 0,
  state: "calm",
  received: 0,
  ticksSeen: 0,
  openTick: null,
  troubles: [],
};

function pipelineWith(journal: Journal, settings: EngineSettings, feed = createMemoryFeed()) {
  return new Pipeline({
    settings,
    journal,
    retention: { bytes: Infinity, days: 1, snapshotEveryMs: 1000 },
    store: createNoStore(),
    keepsHistoryMs: 86_400_000,
    feed,
    channels: [],
    clock: new ManualClock(START),
    marksClock: false,
    random: () => 0,
    onServiceFault: () => undefined,
    onRefusal: () => undefined,
    onDefect: () => undefined,
    onServiceGiveUp: () => undefined,
    pulse: () => pulse,
    pressing: () => [],
    onTold: () => undefined,
    readDisk: () => Promise.resolve(null),
    heartbeat: null,
  });
}

/** The journal, which a pipeline that ends does not close. */
function keptOpen(journal: Journal): Journal {
  return new Proxy(journal, {
    get: (target, name, receiver) =>
      name === "close" ? () => Promise.resolve() : (Reflect.get(target, name, receiver) as unknown),
  });
}

const settings = settingsWith({ channels: [] });

describe("the pipeline", () => {
  test("writes its settings first, and not again when they are the same", async () => {
    const journal = createMemoryJournal();
    const keep = keptOpen(journal);
    const configured = () => entriesOf(journal).filter(({ kind }) => kind === "configured").length;
    for (const replayed of [0, 1]) {
      const pipeline = pipelineWith(keep, settings);
      expect(await pipeline.start()).toBe(replayed);
      expect(configured()).toBe(1);
      await pipeline.stop();
    }
    const changed = pipelineWith(keep, { ...settings, timeZone: "America/Sao_Paulo" });
    await changed.start();
    expect(configured()).toBe(2);
    await changed.stop();
  });

  test("knows after a restart what it knew before", async () => {
    const journal = createMemoryJournal();
    const play = new EnginePlay(settings).ticks(40).ticks(2, { approved: 30, denied: 90 });
    await journal.append(play.entries);
    const pipeline = pipelineWith(journal, settings);
    expect(await pipeline.start()).toBe(play.entries.length);
    expect(pipeline.engine.incidents.all()).toEqual(play.incidents);
    await pipeline.stop();
  });

  test("shows a viewer the ticks of its scope and the incidents, and takes nothing after it stopped", async () => {
    const feed = createMemoryFeed();
    const pipeline = pipelineWith(createMemoryJournal(), settings, feed);
    await pipeline.start();
    const seen: LiveEvent[] = [];
    const end = feed.subscribe("all", (event) => seen.push(event));
    const [, ...entries] = new EnginePlay(settings).ticks(40).ticks(2, { approved: 30, denied: 90 }).entries;
    for (const entry of entries) await pipeline.submit(entry);
    const ticks = seen.filter(({ kind }) => kind === "tick");
    expect(ticks).toHaveLength(41);
    expect(seen.some(({ kind }) => kind === "incident")).toBe(true);
    expect([isKnownScope(pipeline, "all"), isKnownScope(pipeline, "issuer=aurora")]).toEqual([true, false]);
    end();
    await pipeline.stop();
    await expect(pipeline.submit({ kind: "clock", at: START })).rejects.toThrow("the server is stopping");
  });
});
