import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Inference } from "../../core/analysis/infer/grid.ts";
import { readOptions, readOptionsFrom } from "../../core/analysis/infer/read-options.ts";
import type { Understood } from "../../core/analysis/infer/understand.ts";
import { caseFiles } from "../../../test/support/case-files.ts";
import { workbook } from "../../../test/support/count-files.ts";
import { readCountFile } from "./read-count-file.ts";

const hours = Array.from({ length: 24 }, (_, i) => String(i).padStart(2, "0"));
const HOUR = 3_600_000;

function read(content: string | Uint8Array, given: Record<string, string> = {}): Promise<Understood> {
  const { options, problems } = readOptionsFrom(given);
  expect(problems).toEqual([]);
  return readCountFile("file.csv", typeof content === "string" ? Buffer.from(content) : content, options);
}

function table(header: string, line: (hour: string, i: number) => string): string {
  return [header, ...hours.map(line)].join("\n");
}

/** Names and first values of the columns. */
function startsOf({ table: { columns } }: Understood, length = 3): Record<string, number[]> {
  return Object.fromEntries(columns.map(({ name, values }) => [name, [...values.subarray(0, length)]]));
}

function said({ inferences }: Understood, what: string): string {
  return inferences.find((inference) => inference.what === what)?.value ?? "nothing";
}

describe("a file in the words of its country", () => {
  test("Portuguese, semicolons, decimal commas, Latin-1, a title and a sum", async () => {
    const header = "Horário;Hoje;Ontem;Mesmo dia semana passada;Média semana passada;Média mês passado";
    const text = `Relatório de vendas\n\n${table(header, (hour, i) => `${hour}h;1.${100 + i};${i};${i};${i},25;${i},5`)}\nTotal;1;1;1;;\n`;
    const understood = await read(Buffer.from(text, "latin1"));
    expect(understood.table.columns.map(({ name, role }) => [name, role])).toEqual([
      ["Hoje", { kind: "observed" }],
      ["Ontem", { kind: "count", ago: "yesterday" }],
      ["Mesmo dia semana passada", { kind: "count", ago: "same day last week" }],
      ["Média semana passada", { kind: "mean", over: "last week", days: 7 }],
      ["Média mês passado", { kind: "mean", over: "last month", days: 30 }],
    ]);
    expect(startsOf(understood)).toMatchObject({
      Hoje: [1100, 1101, 1102],
      "Média semana passada": [0.25, 1.25, 2.25],
    });
    expect(said(understood, "encoding")).toBe("latin-1");
    expect(said(understood, "separator")).toBe("semicolon");
    expect(said(understood, "decimal mark")).toBe("comma");
    expect(understood.refusals.rows).toBe(1);
    expect(understood.rows.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "horario text",
      "hoje integer",
      "ontem integer",
      "mesmo_dia_semana_passada integer",
      "media_semana_passada number",
      "media_mes_passado number",
    ]);
  });

  test("Spanish, with tabs", async () => {
    const understood = await read(
      table("hora\thoy\tayer\tpromedio_semana_pasada", (hour, i) => `${hour}:00\t${i}\t${i + 1}\t${i}.5`),
    );
    expect(understood.table.columns.map(({ role }) => role.kind)).toEqual(["observed", "count", "mean"]);
  });

  test("American dates with am and pm", async () => {
    const understood = await read(
      table("When,Sales", (_, i) => `7/4/2026 ${i % 12 || 12}:00 ${i < 12 ? "AM" : "PM"},${i}`),
    );
    expect(understood.table.slots[0]).toEqual({ label: "00h", at: Date.UTC(2026, 6, 4) });
    expect(understood.inferences.find(({ what }) => what === "order of dates")).toMatchObject({
      value: "month, day",
      alternatives: ["yes"],
      option: "day-first",
    });
    const other = await read(
      table("When,Sales", (_, i) => `7/4/2026 ${i % 12 || 12}:00 ${i < 12 ? "AM" : "PM"},${i}`),
      { "day-first": "yes" },
    );
    expect(other.table.slots[0]?.at).toBe(Date.UTC(2026, 3, 7));
  });
});

describe("a layout", () => {
  test("of statuses, where no row means none", async () => {
    const understood = await read(
      "time,status,F1\n00h 00,approved,9\n00h 00,denied,6\n00h 01,approved,13\n00h 03,denied,2\n",
    );
    expect(startsOf(understood, 4)).toEqual({ approved: [9, 13, 0, 0], denied: [6, 0, 0, 2] });
    expect(understood.table).toMatchObject({ stepMs: 60_000, absentIsZero: true });
    const unknown = await read("time,status,F1\n00h 00,approved,9\n00h 01,denied,6\n", { absent: "unknown" });
    expect(startsOf(unknown, 2)).toEqual({ approved: [9, Number.NaN], denied: [Number.NaN, 6] });
  });

  test("without names, in any order, with times left out", async () => {
    const rows = hours.filter((_, i) => i !== 5).map((hour) => `${hour}:00,${Number(hour) * 2}`);
    const understood = await read(rows.toReversed().join("\n"));
    expect(said(understood, "names of columns")).toBe("none");
    expect(startsOf(understood, 7)).toEqual({ column_2: [0, 2, 4, 6, 8, Number.NaN, 12] });
  });

  test("of a column for each status, with date and hour apart", async () => {
    const understood = await read(
      table("Data;Hora;Aprovadas;Negadas", (hour, i) => `13/07/2026;${hour};${i * 10};${i}`),
      { "time-zone": "America/Sao_Paulo" },
    );
    expect(startsOf(understood)).toEqual({ Aprovadas: [0, 10, 20], Negadas: [0, 1, 2] });
    expect(understood.table.slots[8]).toEqual({ label: "08h", at: Date.UTC(2026, 6, 13, 11) });
  });

  test("of single transactions, counted by the minute", async () => {
    const lines = Array.from(
      { length: 120 },
      (_, i) =>
        `2026-07-13T08:0${Math.floor(i / 60)}:${String(i % 60).padStart(2, "0")}Z,12.50,${i % 4 === 0 ? "denied" : "approved"}`,
    );
    const understood = await read(`created_at,amount,status\n${lines.join("\n")}\n`);
    expect(startsOf(understood, 2)).toEqual({ denied: [15, 15], approved: [45, 45] });
    expect(said(understood, "a row")).toBe("one transaction");
    expect(said(understood, "step")).toBe("1m");
    const alone = await read(`ts\n${Array.from({ length: 180 }, (_, i) => 1_752_400_020 + i).join("\n")}\n`);
    expect(startsOf(alone, 3)).toEqual({ transactions: [60, 60, 60] });
  });

  test("with dimensions: sums, and a series for each value of each", async () => {
    const line = (minute: string): string =>
      ["aurora,visa,1", "aurora,elo,2", "boreal,visa,4", "boreal,elo,8"]
        .map((rest) => `2026-07-13 08:${minute},approved,${rest}`)
        .join("\n");
    const understood = await read(`minute,status,issuer,brand,n\n${line("00")}\n${line("01")}\n`);
    expect(startsOf(understood, 2)).toEqual({
      approved: [15, 15],
      "approved issuer=aurora": [3, 3],
      "approved issuer=boreal": [12, 12],
      "approved brand=visa": [5, 5],
      "approved brand=elo": [10, 10],
    });
  });

  test("with references for several checkouts: they are added up, and said to be", async () => {
    const understood = await read(
      table("time,checkout,today,yesterday", (hour, i) => `${hour}h,1,${i},1\n${hour}h,2,${i},2`),
    );
    expect(startsOf(understood)).toEqual({ today: [0, 2, 4], yesterday: [3, 3, 3] });
    expect(said(understood, "series by checkout")).toBe("none");
  });

  test("of several days without dates", async () => {
    const day = hours.map((hour, i) => `${hour}h,approved,${i}\n${hour}h,denied,1\n`).join("");
    const understood = await read(`time,status,n\n${day}${day}`);
    expect(understood.table.slots).toHaveLength(48);
    expect(understood.table.slots[32]).toEqual({ label: "day 2 08h", at: 32 * HOUR });
    const byStatus = ["approved", "denied"]
      .map((status) => hours.map((hour) => `${hour}h,${status},1\n`).join(""))
      .join("");
    expect((await read(`time,status,n\n${byStatus}`)).table.slots).toHaveLength(24);
  });

  test("of days in a place whose clocks are changed", async () => {
    const understood = await read("date,sales\n2026-03-27,5\n2026-03-28,6\n2026-03-29,7\n2026-03-30,8\n", {
      "time-zone": "Europe/Berlin",
    });
    expect(understood.table.slots.map(({ label }) => label)).toEqual([
      "2026-03-27",
      "2026-03-28",
      "2026-03-29",
      "2026-03-30",
    ]);
    expect(startsOf(understood, 4)).toEqual({ sales: [5, 6, 7, 8] });
  });

  test("of a thousand merchants: what is left out is added up, and said to be", async () => {
    const lines = hours.flatMap((hour) => Array.from({ length: 300 }, (_, i) => `${hour}h,Loja ${i},2`));
    const understood = await read(`time,loja_nome,n\n${lines.join("\n")}\n`, { columns: "loja_nome=ignored" });
    expect(startsOf(understood)).toEqual({ n: [600, 600, 600] });
    expect(said(understood, "a row")).toBe("a part of the count of a time");
    const scoped = await read(`time,loja_nome,n\n${lines.join("\n")}\n`);
    expect(startsOf(scoped)).toEqual({ n: [600, 600, 600] });
    expect(said(scoped, "series by loja_nome")).toBe("none");
  });

  test("with gaps and empty cells: they are unknown, and told", async () => {
    const understood = await read(
      table("time,today,yesterday", (hour, i) => (i === 3 ? "" : `${hour}h,${i === 5 ? "" : i},${i === 5 ? "-" : 3}`)),
    );
    expect(startsOf(understood, 7)).toMatchObject({ today: [0, 1, 2, Number.NaN, 4, Number.NaN, 6] });
    expect(said(understood, "times without a row")).toBe("1 of 24");
    expect(said(understood, "empty cells")).toBe("2");
    expect(understood.refusals.rows).toBe(0);
  });

  test("rows of one time and status are added up, and said to be", async () => {
    const understood = await read("time,status,n\n00h,ok,1\n00h,ok,2\n01h,ok,4\n");
    expect(startsOf(understood, 2)).toEqual({ ok: [3, 4] });
    expect(said(understood, "rows of the same time and series")).toBe("1 added up");
  });
});

describe("a workbook", () => {
  test("is read from the first sheet with a table, or from the one that is asked for", async () => {
    const rows = hours.map((hour, i) => [`${hour}h`, i]);
    const bytes = await workbook([
      { name: "Notes", table: { names: ["made by Ana"], rows: [] } },
      { name: "Loja 1", table: { names: ["hora", "vendas"], rows } },
      {
        name: "Loja 2",
        table: { names: ["hora", "vendas"], rows: rows.map(([time, count]) => [time ?? "", Number(count) * 2]) },
      },
    ]);
    expect(startsOf(await read(bytes))).toEqual({ vendas: [0, 1, 2] });
    expect(startsOf(await read(bytes, { sheet: "Loja 2" }))).toEqual({ vendas: [0, 2, 4] });
    expect(said(await read(bytes), "sheet")).toBe("Loja 1");
  });
});

describe("what was inferred", () => {
  test("can be corrected: every option that is named exists, and saying it changes what is read", async () => {
    const text = table("a;b;c", (hour, i) => `${hour}h;1.${200 + i};${i}`);
    const { inferences } = await read(text);
    const known = readOptions.map(({ name }) => name);
    for (const { option, because } of inferences satisfies Inference[]) {
      if (option !== undefined) expect(known).toContain(option);
      expect(because).not.toBe("");
    }
    expect(startsOf(await read(text))).toEqual({ b: [1200, 1201, 1202], c: [0, 1, 2] });
    expect(startsOf(await read(text, { decimal: "point", columns: "b=mean of 7 days" }))).toEqual({
      b: [1.2, 1.201, 1.202],
      c: [0, 1, 2],
    });
    expect(startsOf(await read(text, { columns: "b=ignored" }))).toEqual({ c: [0, 1, 2] });
    expect(startsOf(await read(text, { step: "12h" }), 2)).toEqual({ b: [14_466, 14_610], c: [66, 210] });
    expect((await read(text, { date: "2026-07-13" })).table.slots[1]?.at).toBe(Date.UTC(2026, 6, 13, 1));
  });
});

const files = caseFiles("checkout_1.csv", "checkout_2.csv", "transactions_1.csv", "transactions_2.csv");

describe.skipIf(files === undefined)("the files of the case", () => {
  const understood = async (place: number): Promise<Understood> => {
    const file = files?.[place] ?? "";
    return readCountFile(file, await readFile(file));
  };

  test.each([0, 1])("checkout %i: an observed day, two counts and two means", async (place) => {
    const { table: read1, refusals } = await understood(place);
    expect(read1.name).toBe(`checkout_${place + 1}`);
    expect(read1.columns.map(({ name, role }) => `${name}: ${role.kind}`)).toEqual([
      "today: observed",
      "yesterday: count",
      "same_day_last_week: count",
      "avg_last_week: mean",
      "avg_last_month: mean",
    ]);
    expect(read1.slots.map(({ label }) => label)).toEqual(hours.map((hour) => `${hour}h`));
    expect(refusals).toEqual({ rows: 0, cells: 0, first: [] });
  });

  test("checkout_2 sold nothing from 15h to 17h, and its yesterday is the today of checkout_1", async () => {
    const [one, two] = await Promise.all([understood(0), understood(1)]);
    expect([...(two.table.columns[0]?.values.subarray(14, 19) ?? [])]).toEqual([19, 0, 0, 0, 13]);
    expect(two.table.columns[1]?.values).toEqual(one.table.columns[0]?.values);
  });

  test.each([2, 3])("transactions %i: seven statuses by the minute", async (place) => {
    const { table: read1, refusals } = await understood(place);
    expect(read1).toMatchObject({ stepMs: 60_000, absentIsZero: true, isDated: false });
    expect(read1.slots).toHaveLength(1440);
    expect(read1.columns.map(({ name }) => name).toSorted()).toEqual([
      "approved",
      "backend_reversed",
      "denied",
      "failed",
      "processing",
      "refunded",
      "reversed",
    ]);
    expect(refusals.rows).toBe(0);
  });
});
