import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { keptLinkKey } from "./link-key.ts";

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function ownDirectory(): string {
  const made = mkdtempSync(join(tmpdir(), "smokewatch-links-"));
  directories.push(made);
  return made;
}

function unexpected(text: string): void {
  throw new Error(text);
}

describe("keptLinkKey", () => {
  test("is made once, for the owner's eyes only", () => {
    const place = ownDirectory();
    const key = keptLinkKey(place, unexpected);
    expect(key).toHaveLength(32);
    expect(keptLinkKey(place, unexpected)).toEqual(key);
    expect(statSync(join(place, "link-key")).mode & 0o777).toBe(0o600);
    expect(readdirSync(place)).toEqual(["link-key"]);
    expect(keptLinkKey(ownDirectory(), unexpected)).not.toEqual(key);
  });

  test("one that was cut off is replaced", () => {
    const place = ownDirectory();
    writeFileSync(join(place, "link-key"), "short");
    expect(keptLinkKey(place, unexpected)).toEqual(readFileSync(join(place, "link-key")));
  });

  test("where nothing can be kept, that is told and the key is still a secret", () => {
    const told: string[] = [];
    const nowhere = join(ownDirectory(), "gone");
    const keys = [1, 2].map(() => keptLinkKey(nowhere, (text) => told.push(text)));
    expect(keys[0]).not.toEqual(keys[1]);
    expect(told[0]).toBe(
      "link-key in the data directory can be neither read nor made (ENOENT): links in messages end with this process",
    );
  });
});
