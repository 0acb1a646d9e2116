import { durationMs } from "../../core/model/duration.ts";
import { isTimeZone } from "../../core/model/zoned-time.ts";

/** How the text of a flag or environment variable, or a scalar of the file, becomes a value. */
export interface ValueKind<T> {
  /** What stands for the value in `--port <number>`; absent for a flag without a value. */
  placeholder?: string;
  expected: string;
  /** undefined when `raw` is not of this kind. */
  read(raw: string | number | boolean): T | undefined;
}

export function text(placeholder: string, expected: string, isValid: (value: string) => boolean): ValueKind<string> {
  return {
    placeholder,
    expected,
    read: (raw) => (typeof raw === "string" && isValid(raw) ? raw : undefined),
  };
}

export function wholeNumber(min: number, max: number): ValueKind<number> {
  return {
    placeholder: "number",
    expected: `a whole number from ${min} to ${max}`,
    read: (raw) => {
      const value = typeof raw === "string" && /^\d{1,15}$/.test(raw) ? Number(raw) : raw;
      return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max ? value : undefined;
    },
  };
}

export const truth: ValueKind<boolean> = {
  expected: "true or false",
  read: (raw) => {
    if (typeof raw === "boolean") return raw;
    const word = String(raw).toLowerCase();
    if (["true", "yes", "on", "1"].includes(word)) return true;
    return ["false", "no", "off", "0"].includes(word) ? false : undefined;
  },
};

export function choice<const T extends string>(...options: T[]): ValueKind<T> {
  return {
    placeholder: options.join("|"),
    expected: `one of ${options.join(", ")}`,
    read: (raw) => options.find((option) => option === raw),
  };
}

const HOUR_MS = 3_600_000;

/** Milliseconds, or "auto". Ticks that do not divide the hour would drift against the hours of the day that the judge learns. */
export const tickLength: ValueKind<number | "auto"> = {
  placeholder: "duration",
  expected: "auto, or a duration from 1s to 1h of which a whole number makes an hour, such as 10s, 60s or 5m",
  read: (raw) => {
    if (raw === "auto") return raw;
    const ms = typeof raw === "string" ? durationMs(raw) : Number.NaN;
    return ms >= 1000 && ms <= HOUR_MS && HOUR_MS % ms === 0 ? ms : undefined;
  },
};

/** Milliseconds, from `least` to `most`, which are told as durations too. */
export function duration(least: string, most: string): ValueKind<number> {
  return {
    placeholder: "duration",
    expected: `a duration from ${least} to ${most}, such as 30s, 5m or 1h`,
    read: (raw) => {
      const ms = typeof raw === "string" ? durationMs(raw) : Number.NaN;
      return ms >= durationMs(least) && ms <= durationMs(most) ? ms : undefined;
    },
  };
}

export const timeZoneName: ValueKind<string> = text("name", "a time zone such as America/Sao_Paulo or UTC", isTimeZone);

/** Without a slash at the end, so that a path can follow. */
export const webAddress: ValueKind<string> = {
  placeholder: "url",
  expected: "an address such as https://smokewatch.example.com",
  read: (raw) => {
    const url = urlOf(raw);
    const isPlain =
      url !== undefined && url.search === "" && url.hash === "" && url.username === "" && url.password === "";
    return isPlain ? url.href.replace(/\/+$/, "") : undefined;
  },
};

/** Of a server, with user and password where it wants them. */
export const serverAddress: ValueKind<string> = {
  placeholder: "url",
  expected: "an address such as https://name:secret@clickhouse.example.com:8443, without a path",
  read: (raw) => {
    const url = urlOf(raw);
    return url !== undefined && url.pathname === "/" && url.search === "" && url.hash === "" ? url.href : undefined;
  },
};

export const webhookAddress: ValueKind<string> = {
  placeholder: "url",
  expected: "the address of a webhook, beginning with https://",
  read: (raw) => urlOf(raw)?.href,
};

function urlOf(raw: unknown): URL | undefined {
  if (typeof raw !== "string" || !URL.canParse(raw)) return undefined;
  const url = new URL(raw);
  return url.protocol === "https:" || url.protocol === "http:" ? url : undefined;
}
