/** How a column stands: words to the left, numbers to the right. */
export interface Column {
  title: string;
  align: "left" | "right";
}

/** A Markdown table in the form that prettier leaves as it is: cells padded to the width of their column. */
export function markdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, 4, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const padded = (cells: readonly string[]): string =>
    line(columns.map(({ align }, index) => pad(cells[index] ?? "", widths[index] ?? 0, align)));
  const rule = line(
    columns.map(({ align }, index) => {
      const width = widths[index] ?? 0;
      return align === "left" ? "-".repeat(width) : `${"-".repeat(width - 1)}:`;
    }),
  );
  return [padded(columns.map(({ title }) => title)), rule, ...rows.map(padded)].join("\n");
}

function pad(text: string, width: number, align: Column["align"]): string {
  return align === "left" ? text.padEnd(width) : text.padStart(width);
}
