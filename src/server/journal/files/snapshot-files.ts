import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { Damage, Snapshot } from "../journal.ts";
import { syncFolder, writeWhole } from "./disk.ts";

const MAGIC = Buffer.from("smokewatch-snap1");
const POSITION_AT = MAGIC.length;
const CHECKSUM_AT = POSITION_AT + 8;
const HEADER_BYTES = CHECKSUM_AT + 4;
const KEPT = 2;
const NAME = /^\d{16}\.snapshot$/;

/** Snapshots, a file each, named by their position. */
export class SnapshotFiles {
  readonly #folder: string;
  readonly #onDamage: (damage: Damage) => void;

  constructor(folder: string, onDamage: (damage: Damage) => void) {
    this.#folder = folder;
    this.#onDamage = onDamage;
    if (!existsSync(folder)) mkdirSync(folder);
    for (const name of readdirSync(folder)) if (name.endsWith(".unfinished")) rmSync(join(folder, name));
  }

  async save({ position, state }: Snapshot): Promise<void> {
    const header = Buffer.alloc(HEADER_BYTES);
    MAGIC.copy(header);
    header.writeDoubleLE(position, POSITION_AT);
    header.writeUInt32LE(checksum(header, state), CHECKSUM_AT);
    await writeWhole(join(this.#folder, nameOf(position)), [header, state]);
    for (const old of this.#names().slice(KEPT)) rmSync(join(this.#folder, old));
    syncFolder(this.#folder);
  }

  /** Those that are whole, newest first; others are told. */
  *read(): Generator<Snapshot> {
    for (const name of this.#names()) {
      const bytes = readFileSync(join(this.#folder, name));
      const snapshot = snapshotIn(bytes);
      if (snapshot !== null && nameOf(snapshot.position) === name) yield snapshot;
      else {
        const file = `snapshot/${name}`;
        const text = `${file} is damaged: the snapshot before it is used, and more of the journal is gone through. Nothing is lost by that as long as the journal goes back far enough; the file can be deleted`;
        this.#onDamage({ file, text });
      }
    }
  }

  /** Positions by name, oldest first; whether they are whole is not looked at. */
  positions(): number[] {
    return this.#names()
      .map((name) => Number.parseInt(name, 10))
      .toReversed();
  }

  /** Newest first. */
  #names(): string[] {
    return readdirSync(this.#folder)
      .filter((name) => NAME.test(name))
      .toSorted()
      .toReversed();
  }
}

function nameOf(position: number): string {
  return `${String(position).padStart(16, "0")}.snapshot`;
}

export function snapshotIn(bytes: Buffer): Snapshot | null {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const state = bytes.subarray(HEADER_BYTES);
  if (bytes.readUInt32LE(CHECKSUM_AT) !== checksum(bytes, state)) return null;
  return { position: bytes.readDoubleLE(POSITION_AT), state };
}

function checksum(header: Buffer, state: Uint8Array): number {
  return crc32(state, crc32(header.subarray(POSITION_AT, CHECKSUM_AT)));
}
