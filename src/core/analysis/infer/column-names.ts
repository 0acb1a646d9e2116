/** What a column is, in the words of the option `columns`. */
export type RoleText = string;

/** `Mesmo dia semana passada` and `mesmoDiaSemanaPassada` become mesmo_dia_semana_passada; accents go. */
export function plainName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z\d])([A-Z])|([a-z]{3})(\d)/g, "$1$3_$2$4")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "");
}

const COUNTED =
  /^(?:sales|vendas|ventas|count|counts|total|qtde?|quantidade|cantidad|num|valor|value|transactions|transacoes|transacciones)_(?:of_|de_)?/;

const references: readonly [RegExp, string][] = [
  [/^(?:day_before_yesterday|anteontem|anteayer|antier|d_?2)$/, "day before yesterday"],
  [/^(?:yesterday|ontem|ayer|(?:previous|prev|prior|last)_day|day_before|dia_anterior|d(?:_minus)?_?1)$/, "yesterday"],
  [
    /^(?:same_(?:day|weekday|hour)_last_week|last_week(?:_same_day)?|(?:one|1|a)_week_ago|(?:previous|prev)_week|(?:mesm[oa]_(?:dia|hora)_)?(?:da_|na_)?semana_(?:passada|anterior)|(?:mism[oa]_(?:dia|hora)_)?(?:de_)?(?:la_)?semana_(?:pasada|anterior)|d(?:_minus)?_?7)$/,
    "same day last week",
  ],
  [
    /^(?:same_day_last_month|last_month|(?:mesmo_dia_)?(?:do_|no_)?mes_passado|(?:mismo_dia_)?(?:del_)?mes_pasado|mes_anterior)$/,
    "same day last month",
  ],
  [
    /^(?:same_day_last_year|last_year|(?:mesmo_dia_)?(?:do_)?ano_passado|(?:mismo_dia_)?(?:del_)?ano_pasado)$/,
    "same day last year",
  ],
];

const AGO = /^(\d{1,3})_(day|week|month)s?_ago$/;
const MEAN = /(?:^|_)(?:avg|average|mean|media|promedio)(?:_|$)/;
const DAYS = /(?:^|_)(\d{1,3})_?(?:d|days?|dias?)(?:_|$)/;
const WEEKS = /(?:^|_)(\d{1,2})_?(?:w|weeks?|semanas?)(?:_|$)/;
const MONTHS = /(?:^|_)(\d{1,2})_?(?:months?|mes|meses)(?:_|$)/;

const spans: readonly [RegExp, number][] = [
  [/week|semana/, 7],
  [/fortnight|quinzena|quincena/, 15],
  [/month|mes(?:_|$)|mensal|mensual/, 30],
  [/quarter|trimestre/, 91],
  [/year|(?:^|_)ano(?:_|$)|anual/, 365],
];

function meanDays(name: string): number | null {
  if (!MEAN.test(name)) return null;
  const days = DAYS.exec(name)?.[1];
  if (days !== undefined) return Number(days);
  const weeks = WEEKS.exec(name)?.[1];
  if (weeks !== undefined) return Number(weeks) * 7;
  const months = MONTHS.exec(name)?.[1];
  if (months !== undefined) return Number(months) * 30;
  return spans.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

const OBSERVED =
  /^(?:today|hoje|hoy|current|atual|actual|observed|observado|(?:current|this)_day|dia_atual|dia_actual)$/;

const names: readonly [RegExp, RoleText][] = [
  [
    /^(?:time|timestamp|date_?time|ts|at|hours?|hora|horas|horario|hh|minute|minuto|instant|when|quando|cuando|period|periodo|(?:created|occurred|event|transaction|authorized|processed)_(?:at|time)|data_(?:e_)?hora|data_hora_\w+|fecha_(?:y_)?hora|time_of_day|hour_of_day|(?:local|utc)_time|moment|momento)$/,
    "time",
  ],
  [/^(?:date|day|data|dia|fecha|transaction_date|data_\w+|fecha_\w+)$/, "date"],
  [/^(?:status|state|situacao|estado|estatus|resultado|result|outcome|response|resposta|respuesta)$/, "status"],
  [
    /^(?:counts?|f1|n|quantity|qty|total|transactions|quantidade|qtde?|cantidad|contagem|conteo|num|number|numero|volume|vol|volumen|events|hits|sales|vendas|ventas|transacoes|transacciones|frequency|freq)$/,
    "count",
  ],
  [
    /^(?:amount|amount_minor|price|preco|precio|valor|value|importe|monto|montante|currency|moeda|moneda|id|uuid|(?:transaction|event|request|order|payment|trace|session|customer|user|device)_id|index|unnamed_\d+|row|linha|fila|description|descricao|comment|notes?|latency|latency_ms|duration|nsu|tid|arn)$/,
    "ignored",
  ],
  [
    /^(?:(?:issuer|acquirer|merchant|terminal|store|shop|checkout|pos|bank|brand|channel|product|loja|tienda|comercio|estabelecimento)_(?:id|code|name|no|number|nome|nombre)|issuer|emissor|emisor|acquirer|adquirente|brand|bandeira|marca|merchant|estabelecimento|comercio|mcc|country|pais|entry_mode|terminal|auth_code|checkout|pos|store|loja|tienda|channel|canal|bank|banco|region|regiao|product|produto|producto|bin|city|cidade|ciudad|reason_code|response_code)$/,
    "dimension",
  ],
];

/** What a name alone says of its column; undefined when nothing. */
export function roleByName(name: string): RoleText | undefined {
  const plain = plainName(name);
  const bare = plain.replace(COUNTED, "");
  const days = meanDays(plain);
  if (days !== null) return `mean of ${days} days`;
  const ago = AGO.exec(bare);
  if (ago) return `count of ${Number(ago[1])} ${ago[2]}${ago[1] === "1" ? "" : "s"} ago`;
  const reference = references.find(([pattern]) => pattern.test(bare));
  if (reference) return `count of ${reference[1]}`;
  if (OBSERVED.test(bare)) return "observed";
  return names.find(([pattern]) => pattern.test(plain))?.[1];
}

/** `avg_last_week` means the last week; other means are told by their days. */
export function meanOver(name: string, days: number): string {
  const isLast = /last|passad|pasad|ultim/.test(plainName(name));
  if (days === 7) return isLast ? "last week" : "7 days";
  if (days === 30) return isLast ? "last month" : "30 days";
  return `${days} days`;
}

/** Words by which a column of statuses is known, in English, Portuguese and Spanish. */
const STATUS =
  /^(?:approved|denied|declined|failed|reversed|backend_reversed|refunded|processing|pending|authorized|captured|error|timeout|success|ok|aprovad[ao]s?|negad[ao]s?|recusad[ao]s?|falh(?:a|ou|as)|estornad[ao]s?|revertid[ao]s?|reembolsad[ao]s?|aprobad[ao]s?|rechazad[ao]s?|denegad[ao]s?|fallid[ao]s?|anulad[ao]s?|cancelad[ao]s?|pendentes?|pendientes?|processando|procesando)$/;

export function isStatusWord(text: string): boolean {
  return STATUS.test(plainName(text));
}
