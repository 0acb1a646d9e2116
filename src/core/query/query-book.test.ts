import { describe, expect, test } from "vitest";
import type { SavedQuery } from "../model/saved-query.ts";
import { MOST_QUERIES, QueryBook } from "./query-book.ts";

function query(id: string, name = id): SavedQuery {
  return { id, name, sql: "SELECT 1", parameters: {}, view: null, by: "ada", savedAt: 0 };
}

function bookOf(...queries: SavedQuery[]): QueryBook {
  const book = new QueryBook();
  for (const each of queries) book.act({ do: "save-query", query: each });
  return book;
}

describe("saved queries", () => {
  test("come newest first; one that is saved again takes its own place", () => {
    const book = bookOf(query("a"), query("b"), query("a", "a, better"));
    expect(book.all().map(({ name }) => name)).toEqual(["a, better", "b"]);
    expect(book.find("a")?.name).toBe("a, better");
  });

  test("can be deleted; one that is not there is nothing", () => {
    const book = bookOf(query("a"), query("b"));
    book.act({ do: "delete-query", queryId: "a" });
    book.act({ do: "delete-query", queryId: "c" });
    expect(book.all().map(({ id }) => id)).toEqual(["b"]);
    expect(book.find("a")).toBeNull();
  });

  test("are bounded: the oldest goes", () => {
    const book = bookOf(...Array.from({ length: MOST_QUERIES + 1 }, (_, index) => query(`q${index}`)));
    expect(book.all()).toHaveLength(MOST_QUERIES);
    expect(book.find("q0")).toBeNull();
  });
});
