import { describe, expect, test } from "vitest";
import { type Command, foundCommands } from "./command-search.ts";

const commands: Command[] = ["Live", "Issuer Itaú", "Issuer aurora", "Show the last 6 h", "Mail to Aurora"].map(
  (name) => ({ key: name, name, kind: name.startsWith("Issuer") ? "Scope" : "Action", keys: null, run: () => {} }),
);
const found = (query: string, most = 10): string[] => foundCommands(commands, query, most).map(({ name }) => name);

describe("the command palette", () => {
  test("finds by parts of words, without case and accents", () => {
    expect(found("ITAU")).toEqual(["Issuer Itaú"]);
    expect(found("scope aur")).toEqual(["Issuer aurora"]);
  });

  test("shows what begins with the query first", () => {
    expect(found("l")[0]).toBe("Live");
    expect(found("aurora")).toEqual(["Issuer aurora", "Mail to Aurora"]);
  });

  test("offers all of them, up to a number, before anything is asked", () => {
    expect(found("", 2)).toEqual(["Live", "Issuer Itaú"]);
    expect(found("nothing like it")).toEqual([]);
  });
});
