import fc from "fast-check";
import { expect, test } from "vitest";
import { eventfulJournal } from "../../../test/support/engine-stream.ts";
import { sumsOf } from "../../../test/support/memory-store.ts";
import { Engine } from "../engine/engine.ts";
import type { EngineSettings } from "../model/engine-settings.ts";
import type { JournalEntry } from "../model/journal-entry.ts";
import type { Transaction } from "../model/transaction.ts";
import { createRandom } from "../stats/random.ts";
import { Archive } from "./archive.ts";
import type { Chunk } from "./chunk.ts";

const TICKS: readonly EngineSettings["tickMs"][] = [1000, 10_000, 45_000, 60_000, 300_000];

const stream = fc
  .record({ seed: fc.integer(), tickMs: fc.constantFrom(...TICKS), ticks: fc.integer({ min: 1, max: 80 }) })
  .map(({ seed, ...options }) => eventfulJournal({ ...options, random: createRandom(seed) }));

/** Goes through the entries; where `isSaved`, both go on from a copy of their state. */
function played(entries: readonly JournalEntry[], isSaved: (position: number) => boolean = () => false) {
  let engine = new Engine();
  let archive = new Archive();
  const counted: Transaction[] = [];
  for (const [position, entry] of entries.entries()) {
    if (isSaved(position)) {
      engine = Engine.load(structuredClone(engine.save()));
      archive = Archive.load(structuredClone(archive.save()));
    }
    const applied = engine.apply(entry);
    counted.push(...applied.counted);
    archive.note(position, entry, applied, engine);
  }
  archive.finish();
  return { archive, counted, chunks: archive.save().closed };
}

test("every record that was counted is in one chunk, and in one only", () => {
  fc.assert(
    fc.property(stream, (entries) => {
      const { chunks, counted } = played(entries);
      const records = counted.map(({ at, status, count, dimensions = {} }) => ({
        minute: Math.floor(at / 60_000) * 60_000,
        status,
        dimensions,
        count,
      }));
      expect(sumsOf(chunks.flatMap(({ counts }) => [...counts.values()]))).toEqual(sumsOf(records));
    }),
    { numRuns: 30 },
  );
});

test("chunks follow each other without gap or overlap", () => {
  fc.assert(
    fc.property(stream, (entries) => {
      let end = 0;
      for (const { from, to } of played(entries).chunks) {
        expect(from).toBe(end);
        expect(to).toBeGreaterThan(from);
        end = to;
      }
    }),
    { numRuns: 30 },
  );
});

test("chunks are the same wherever engine and archive were saved and loaded", () => {
  fc.assert(
    fc.property(stream, fc.infiniteStream(fc.nat(9)), (entries, chances) => {
      const saved = played(entries, () => chances.next().value === 0);
      expect(saved.chunks).toEqual(played(entries).chunks);
    }),
    { numRuns: 20 },
  );
}, 30_000);

test("no verdict is given out twice within a chunk, and none is longer than a minute unless a tick is", () => {
  const keysOf = ({ sums }: Chunk) => sums.map(({ at, spanMs, scope, status }) => `${at} ${spanMs} ${scope} ${status}`);
  fc.assert(
    fc.property(stream, (entries) => {
      for (const chunk of played(entries).chunks) {
        const keys = keysOf(chunk);
        expect(new Set(keys).size).toBe(keys.length);
      }
    }),
    { numRuns: 20 },
  );
});

test("what was written waits no more, and what was dropped leaves the position behind", () => {
  fc.assert(
    fc.property(stream, fc.double({ min: 0, max: 1, noNaN: true }), (entries, share) => {
      const { archive, chunks } = played(entries);
      const until = chunks[Math.floor(share * (chunks.length - 1))]?.to ?? 0;
      archive.written(until);
      expect(archive.save().closed).toEqual(chunks.filter(({ from }) => from >= until));
      archive.drop();
      expect([archive.size, archive.hasEnded, archive.next()]).toEqual([0, false, null]);
      expect(archive.completeFrom).toBe(chunks.at(-1)?.to ?? 0);
    }),
    { numRuns: 20 },
  );
});
