import type { TableData } from "../model/analysis-answer.ts";
import type { CountTable } from "./count-table.ts";

/** A table as JSON has it. */
export function tableData(table: CountTable): TableData {
  const { name, isDated, stepMs, absentIsZero, slots, columns } = table;
  return {
    name,
    isDated,
    stepMs,
    absentIsZero,
    labels: slots.map(({ label }) => label),
    at: slots.map(({ at }) => at),
    columns: columns.map((column) => ({
      name: column.name,
      role: column.role,
      values: Array.from(column.values, (value) => (Number.isNaN(value) ? null : value)),
    })),
  };
}

export function countTable({ labels, at, columns, ...others }: TableData): CountTable {
  return {
    ...others,
    slots: labels.map((label, index) => ({ label, at: at[index] ?? 0 })),
    columns: columns.map(({ name, role, values }) => ({
      name,
      role,
      values: Float64Array.from(values, (value) => value ?? Number.NaN),
    })),
  };
}
