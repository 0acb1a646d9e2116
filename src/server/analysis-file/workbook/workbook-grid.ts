import type { Grid, GridRow, Inference } from "../../../core/analysis/infer/grid.ts";
import { CountFileError } from "../count-file-error.ts";
import type { FileLimits } from "../limits.ts";
import { numberStyles, sharedTexts, workbookOf, type Sheet } from "./parts.ts";
import { sheetRows, type CellContext } from "./sheet-rows.ts";
import { Zip } from "./zip.ts";

function noWorkbook(zip: Zip): CountFileError {
  const isBinary = zip.has("xl/workbook.bin");
  const what = isBinary ? "an Excel file of the binary kind (.xlsb)" : "a zip archive, but no Excel file";
  const seen = [`it holds ${zip.names.slice(0, 5).join(", ").slice(0, 200)}`];
  const help = [isBinary || zip.has("content.xml") ? "save it as .xlsx" : "unpack it and give the files in it"];
  return new CountFileError("unsupported", { problem: `the file is ${what}`, seen, help });
}

function noSheet(problem: string, sheets: readonly Sheet[]): CountFileError {
  const seen = [
    `sheets: ${sheets
      .map(({ name }) => name)
      .join(", ")
      .slice(0, 300)}`,
  ];
  return new CountFileError("not-understood", { problem, seen, help: ["sheet=NAME says which one holds the table"] });
}

async function chosen(
  sheets: readonly Sheet[],
  asked: string | undefined,
  rowsOf: (sheet: Sheet) => Promise<GridRow[]>,
): Promise<{ sheet: Sheet; rows: GridRow[] }> {
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  const candidates = asked === undefined ? visible : sheets.filter(({ name }) => name === asked);
  if (asked !== undefined && candidates.length === 0) throw noSheet(`there is no sheet ${asked}`, sheets);
  for (const sheet of candidates) {
    const rows = await rowsOf(sheet);
    if (rows.length > 1) return { sheet, rows };
  }
  throw noSheet(asked === undefined ? "no sheet holds a table" : `the sheet ${asked} holds no table`, sheets);
}

async function gridOf(
  zip: Zip,
  asked: string | undefined,
  limits: FileLimits,
): Promise<{ grid: Grid; inferences: Inference[] }> {
  const workbook = await zip.text("xl/workbook.xml");
  if (workbook === undefined) throw noWorkbook(zip);
  const { sheets, isFrom1904 } = workbookOf(workbook, (await zip.text("xl/_rels/workbook.xml.rels")) ?? "<none/>");
  const context: CellContext = {
    texts: sharedTexts((await zip.text("xl/sharedStrings.xml")) ?? "<none/>"),
    styles: numberStyles((await zip.text("xl/styles.xml")) ?? "<none/>"),
    isFrom1904,
  };
  const { sheet, rows } = await chosen(sheets, asked, async ({ path }) =>
    sheetRows((await zip.text(path)) ?? "<none/>", context, limits),
  );
  const others = sheets.filter((other) => other !== sheet).map(({ name }) => name);
  const because = asked === undefined ? "it is the first with a table" : "said so";
  const inference: Inference = { what: "sheet", value: sheet.name, because, alternatives: others, option: "sheet" };
  const firstLines = rows.slice(0, 3).map(({ cells }) => cells.slice(0, 10).join(" ; "));
  return { grid: { names: null, rows, refusals: [], firstLines }, inferences: others.length > 0 ? [inference] : [] };
}

/** The table in a workbook. */
export async function workbookGrid(
  bytes: Uint8Array,
  asked: string | undefined,
  limits: FileLimits,
): Promise<{ grid: Grid; inferences: Inference[] }> {
  const zip = new Zip(bytes, limits);
  try {
    return await gridOf(zip, asked, limits);
  } catch (error) {
    if (error instanceof CountFileError) throw error;
    const what = {
      problem: "the workbook is damaged: its XML cannot be read",
      seen: [],
      help: ["open it in Excel and save it anew"],
    };
    throw new CountFileError("damaged", what, { cause: error });
  }
}
