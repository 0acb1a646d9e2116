import { describe, expect, test } from "vitest";
import { isStatusWord, meanOver, roleByName } from "./column-names.ts";

describe("a name says what its column is", () => {
  test.each([
    ["today", "observed"],
    ["Hoje", "observed"],
    ["ventas_hoy", "observed"],
    ["yesterday", "count of yesterday"],
    ["Ontem", "count of yesterday"],
    ["ayer", "count of yesterday"],
    ["D-1", "count of yesterday"],
    ["same_day_last_week", "count of same day last week"],
    ["Mesmo dia semana passada", "count of same day last week"],
    ["mismo_dia_semana_pasada", "count of same day last week"],
    ["D-7", "count of same day last week"],
    ["2 weeks ago", "count of 2 weeks ago"],
    ["avg_last_week", "mean of 7 days"],
    ["avg_last_month", "mean of 30 days"],
    ["Média semana passada", "mean of 7 days"],
    ["media_ultimo_mes", "mean of 30 days"],
    ["promedio semana pasada", "mean of 7 days"],
    ["promedio_mes_pasado", "mean of 30 days"],
    ["mean 14 days", "mean of 14 days"],
    ["averageLast4Weeks", "mean of 28 days"],
    ["timestamp", "time"],
    ["Horário", "time"],
    ["data", "date"],
    ["fecha", "date"],
    ["situação", "status"],
    ["F1", "count"],
    ["qtd", "count"],
    ["cantidad", "count"],
    ["Emissor", "dimension"],
    ["amount", "ignored"],
    ["transaction_id", "ignored"],
  ])("%j is %s", (name, role) => expect(roleByName(name)).toBe(role));

  test("a name that says nothing has no role", () => {
    for (const name of ["", "approved", "x", "mediator", "weekly"]) expect(roleByName(name), name).toBeUndefined();
  });

  test("means are told by what they are over", () => {
    expect(meanOver("avg_last_week", 7)).toBe("last week");
    expect(meanOver("Média último mês", 30)).toBe("last month");
    expect(meanOver("mean_7d", 7)).toBe("7 days");
    expect(meanOver("avg 14 days", 14)).toBe("14 days");
  });

  test("statuses are known in three languages", () => {
    for (const word of ["approved", "Backend Reversed", "negadas", "Recusado", "rechazada"])
      expect(isStatusWord(word), word).toBe(true);
    for (const word of ["visa", "aurora", ""]) expect(isStatusWord(word), word).toBe(false);
  });
});
