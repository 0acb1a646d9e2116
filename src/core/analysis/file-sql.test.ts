import { describe, expect, test } from "vitest";
import { hourTable } from "../../../test/support/count-tables.ts";
import { sqlAround } from "./file-sql.ts";

const table = hourTable("checkout_2", { today: Array.from({ length: 24 }, () => 1), yesterday: [1] });
const span = { first: 15, last: 17 };

describe("the statement behind a finding", () => {
  test("shows the stretch and three times on each side", () => {
    expect(sqlAround(table, ["today", "yesterday"], span)).toBe(
      "SELECT time, today, yesterday\nFROM checkout_2\nWHERE time BETWEEN '12h' AND '20h'\nORDER BY time",
    );
  });

  test("puts the same time of another file beside it", () => {
    const other = { ...table, name: "checkout_1" };
    expect(sqlAround(table, ["today"], span, [{ table: other, columns: ["today"] }])).toBe(
      "SELECT checkout_2.time AS time, checkout_2.today AS today, checkout_1.today AS today_checkout_1\n" +
        "FROM checkout_2\nLEFT JOIN checkout_1 USING (time)\n" +
        "WHERE checkout_2.time BETWEEN '12h' AND '20h'\nORDER BY checkout_2.time",
    );
  });

  test("quotes names and times that would end it", () => {
    const hostile = {
      ...hourTable("x", { "a`; DROP TABLE t": [1, 2] }),
      name: "it's `mine`",
      slots: [
        { label: "'; --", at: 0 },
        { label: "b\\", at: 3_600_000 },
      ],
    };
    expect(sqlAround(hostile, ["a`; DROP TABLE t"], { first: 0, last: 1 })).toBe(
      "SELECT time, `a\\`; DROP TABLE t`\nFROM `it's \\`mine\\``\nWHERE time BETWEEN '\\'; --' AND 'b\\\\'\nORDER BY time",
    );
  });

  test("goes by the instant where times do not sort as texts", () => {
    const days = { ...table, slots: table.slots.map(({ at }) => ({ label: "noon", at })) };
    expect(sqlAround(days, ["today"], { first: 3, last: 3 })).toContain(
      "WHERE at BETWEEN '1970-01-01 00:00:00.000' AND '1970-01-01 06:00:00.000'\nORDER BY at",
    );
  });
});
