import type { JSX } from "preact";
import { NOTHING } from "../format.ts";
import { locale, t } from "../language/language.ts";
import type { Bars } from "./answer-shape.ts";

/** Bars from a common zero; each measure has a colour and a pattern. */
export function BarChart({ bars }: { bars: Bars }): JSX.Element {
  const { measures, rows, left } = bars;
  const values = rows.flatMap((row) => row.values.map((value) => value ?? 0));
  const least = Math.min(0, ...values);
  const span = Math.max(0, ...values) - least || 1;
  const format = new Intl.NumberFormat(locale.value, { maximumSignificantDigits: 6 });
  return (
    <figure class="bars">
      {measures.length > 1 && (
        <figcaption class="answer-legend">
          {measures.map((measure, index) => (
            <span key={measure}>
              <i class={`bar-swatch series-${index + 1}`} aria-hidden="true" /> {measure}
            </span>
          ))}
        </figcaption>
      )}
      <table>
        <thead class="unseen">
          <tr>
            <th scope="col">{t("Name")}</th>
            {measures.map((measure) => (
              <th scope="col" key={measure}>
                {measure}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              <th scope="row" title={row.name}>
                {row.name}
              </th>
              {row.values.map((value, index) => (
                <td key={index}>
                  {value !== null && (
                    <i
                      class={`bar-length series-${index + 1}`}
                      aria-hidden="true"
                      style={barStyle(value, least, span)}
                    />
                  )}
                  <span>{value === null ? NOTHING : format.format(value)}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p class="panel-note">{t("{n} more are in the table.", { n: left })}</p>}
    </figure>
  );
}

/** The bar takes what the number beside it leaves. */
function barStyle(value: number, least: number, span: number): { marginLeft: string; width: string } {
  const from = (Math.min(0, value) - least) / span;
  const width = Math.abs(value) / span;
  return { marginLeft: `calc(${from} * (100% - 9ch))`, width: `calc(${width} * (100% - 9ch))` };
}
