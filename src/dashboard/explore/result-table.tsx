import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { type Answer, type Cell, type Column, isNumeric } from "./answer.ts";
import { columnWidths, shownText } from "./column-width.ts";
import { CopyButtons, copyCell } from "./copy-buttons.tsx";
import { nextSorting, sortedRows, type Sorting } from "./sorted-rows.ts";

/** As in the style sheet. */
const ROW_PX = 30;
/** Drawn above and below what is seen. */
const SPARE_ROWS = 12;
const PAGE_ROWS = 15;

interface Spot {
  row: number;
  column: number;
}

/** Only the rows that are seen are in the page, so ten thousand are as fast as ten. */
export function ResultTable({ answer }: { answer: Answer }): JSX.Element {
  const { columns } = answer;
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [spot, setSpot] = useState<Spot | null>(null);
  const [seen, setSeen] = useState({ first: 0, count: 40 });
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => sortedRows(answer, sorting), [answer, sorting]);
  const widths = useMemo(() => columnWidths(answer), [answer]);

  const onScroll = ({ scrollTop, clientHeight }: HTMLElement): void => {
    const first = Math.max(0, Math.floor(scrollTop / ROW_PX) - SPARE_ROWS);
    const count = Math.ceil(clientHeight / ROW_PX) + 2 * SPARE_ROWS;
    if (first !== seen.first || count !== seen.count) setSeen({ first, count });
  };
  const goTo = (next: Spot): void => {
    setSpot(next);
    const element = scroller.current;
    if (element === null) return;
    const top = next.row * ROW_PX;
    // The head of the table covers the first row's height.
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + 2 * ROW_PX > element.scrollTop + element.clientHeight)
      element.scrollTop = top + 2 * ROW_PX - element.clientHeight;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (
      event.key === "c" &&
      (event.ctrlKey || event.metaKey) &&
      spot !== null &&
      getSelection()?.isCollapsed !== false
    ) {
      void copyCell(rows[spot.row]?.[spot.column]);
      return;
    }
    const next = movedBy(event.key, spot, { row: rows.length - 1, column: columns.length - 1 });
    if (next === null) return;
    event.preventDefault();
    goTo(next);
  };

  const shown = rows.slice(seen.first, seen.first + seen.count);
  return (
    <>
      <div
        class="result-table"
        ref={scroller}
        tabIndex={0}
        role="grid"
        aria-label={t("Rows of the answer")}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
        aria-activedescendant={spot === null ? undefined : cellId(spot)}
        onScroll={(event) => onScroll(event.currentTarget)}
        onKeyDown={onKeyDown}
      >
        <table role="presentation" style={{ width: `${widths.reduce((sum, width) => sum + width, 0)}ch` }}>
          <colgroup>
            {widths.map((width, index) => (
              <col key={index} style={{ width: `${width}ch` }} />
            ))}
          </colgroup>
          <thead role="rowgroup">
            <tr role="row" aria-rowindex={1}>
              {columns.map((column, index) => (
                <HeadCell
                  key={index}
                  column={column}
                  sorting={sorting?.column === index ? sorting : null}
                  onSort={() => setSorting(nextSorting(sorting, index, isNumeric(column)))}
                />
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            <Spacer rows={seen.first} columns={columns.length} />
            {shown.map((row, index) => (
              <Row
                key={seen.first + index}
                number={seen.first + index}
                row={row}
                columns={columns}
                spot={spot?.row === seen.first + index ? spot.column : null}
                onPick={(column) => setSpot({ row: seen.first + index, column })}
              />
            ))}
            <Spacer rows={Math.max(0, rows.length - seen.first - shown.length)} columns={columns.length} />
          </tbody>
        </table>
      </div>
      <CopyButtons row={spot === null ? null : (rows[spot.row] ?? null)} column={spot?.column ?? 0} />
    </>
  );
}

function HeadCell({
  column,
  sorting,
  onSort,
}: {
  column: Column;
  sorting: Sorting | null;
  onSort: () => void;
}): JSX.Element {
  const order = sorting === null ? "none" : sorting.isDescending ? "descending" : "ascending";
  return (
    <th role="columnheader" aria-sort={order} class={isNumeric(column) ? "number" : ""}>
      <button type="button" class="sort" title={`${column.name}: ${column.type}`} onClick={onSort}>
        {column.name}
        <span aria-hidden="true">{order === "none" ? "" : order === "ascending" ? " ↑" : " ↓"}</span>
      </button>
    </th>
  );
}

function Row({
  number,
  row,
  columns,
  spot,
  onPick,
}: {
  number: number;
  row: Cell[];
  columns: readonly Column[];
  spot: number | null;
  onPick: (column: number) => void;
}): JSX.Element {
  return (
    <tr role="row" aria-rowindex={number + 2}>
      {columns.map((column, index) => {
        const isNumber = isNumeric(column);
        const text = shownText(row[index], isNumber);
        const classes = [isNumber ? "number" : "", spot === index ? "is-spot" : ""].join(" ").trim();
        return (
          <td
            key={index}
            id={cellId({ row: number, column: index })}
            role="gridcell"
            aria-selected={spot === index}
            class={classes}
            title={text.length > 40 ? text : undefined}
            onClick={() => onPick(index)}
          >
            {row[index] === null ? <span class="null">null</span> : text}
          </td>
        );
      })}
    </tr>
  );
}

/** In place of rows that are not in the page. */
function Spacer({ rows, columns }: { rows: number; columns: number }): JSX.Element | null {
  if (rows === 0) return null;
  return (
    <tr aria-hidden="true" style={{ height: `${rows * ROW_PX}px` }}>
      <td colSpan={columns} />
    </tr>
  );
}

const STEPS: Readonly<Record<string, Spot>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  PageUp: { row: -PAGE_ROWS, column: 0 },
  PageDown: { row: PAGE_ROWS, column: 0 },
  Home: { row: -Infinity, column: 0 },
  End: { row: Infinity, column: 0 },
};

/** Where a key leads from a cell; null for other keys. */
function movedBy(key: string, spot: Spot | null, last: Spot): Spot | null {
  const step = STEPS[key];
  if (step === undefined || last.row < 0) return null;
  if (spot === null) return { row: 0, column: 0 };
  const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  return { row: within(spot.row + step.row, last.row), column: within(spot.column + step.column, last.column) };
}

function cellId({ row, column }: Spot): string {
  return `cell-${row}-${column}`;
}
