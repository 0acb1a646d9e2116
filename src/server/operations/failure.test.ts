import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Failure, failures } from "./failure.ts";

const page = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");

/** Rows of the page's table: code, status, retry, meaning, what to do. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe("docs/errors.md", () => {
  test("lists the same codes as the table, in the same order, with the same status and advice to retry", () => {
    const told = rows.map(([code, status, retry]) => [code?.replaceAll("`", ""), Number(status), retry === "yes"]);
    expect(told).toEqual(Object.entries(failures).map(([code, { status, retry }]) => [code, status, retry]));
  });

  test("says of each what it means and what to do", () => {
    for (const [code, , , meaning, advice] of rows) {
      expect(meaning, code).toMatch(/^\S.{10,}\.$/);
      expect(advice, code).toMatch(/^\S.{10,}\.$/);
    }
  });
});

describe("the table of failures", () => {
  test("has codes of an area and a name, and retries only what the server could not take", () => {
    for (const [code, { status, retry, log }] of Object.entries(failures)) {
      expect(code).toMatch(/^[a-z]+\.[a-z]+(?:-[a-z]+)*$/);
      expect(retry, code).toBe(status === 503);
      if (status === 500) expect(log, code).toBe("error");
    }
  });

  test("gives a failure its code, its message and its cause", () => {
    const cause = new Error("inner");
    const failure = new Failure("journal.unavailable", "the disk is full", { cause });
    expect(failure).toMatchObject({ code: "journal.unavailable", message: "the disk is full", cause });
  });
});
