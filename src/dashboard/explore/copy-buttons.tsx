import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { type Cell, cellText } from "./answer.ts";

/** Copies the cell that was picked, or its row with tabs between the cells, as spreadsheets take it. */
export function CopyButtons({ row, column }: { row: Cell[] | null; column: number }): JSX.Element {
  const [said, setSaid] = useState("");
  const copy = async (text: string): Promise<void> => {
    setSaid(
      (await copied(text)) ? t("Copied") : t("The browser does not let this page copy. Select the text instead."),
    );
  };
  if (row === null) return <p class="panel-note copy">{t("Pick a cell to copy it or its row.")}</p>;
  return (
    <div class="copy">
      <button type="button" onClick={() => void copy(cellText(row[column]))}>
        {t("Copy cell")}
      </button>
      <button type="button" onClick={() => void copy(row.map(cellText).join("\t"))}>
        {t("Copy row")}
      </button>
      <span role="status">{said}</span>
    </div>
  );
}

export function copyCell(cell: Cell): Promise<boolean> {
  return copied(cellText(cell));
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Browsers give the clipboard to pages of https and of this machine only.
    return false;
  }
}
