import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import { keep, kept } from "../kept.ts";

export const LANGUAGES = ["en", "pt", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** As each language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", pt: "Português", es: "Español" };

/** From the English text to that of a language. */
export type Dictionary = Readonly<Record<string, string>>;

const KEY = "language";
/** How a language writes numbers and dates, unless the browser names a region. */
const LOCALES: Record<Language, string> = { en: "en-GB", pt: "pt-BR", es: "es-ES" };
const dictionaries: Record<Exclude<Language, "en">, () => Promise<Dictionary>> = {
  pt: async () => (await import("./pt.ts")).pt,
  es: async () => (await import("./es.ts")).es,
};

const chosen = signal<Language>("en");
const dictionary = signal<Dictionary>({});

export const language: ReadonlySignal<Language> = chosen;

/** For `Intl`. */
export const locale: ReadonlySignal<string> = computed(() => localeFor(chosen.value, browserLanguages()));

const wholeNumber = computed(() => new Intl.NumberFormat(locale.value, { maximumFractionDigits: 0 }));

/**
 * A text in the viewer's language. The English text is the key; `{name}` in it stands for a parameter.
 * Components that call it are drawn anew when the language changes.
 */
export function t(text: string, parameters: Readonly<Record<string, string | number>> = {}): string {
  const pattern = dictionary.value[text] ?? text;
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? wholeNumber.value.format(value) : value;
  });
}

/** A text about a number of things, which is `{n}` in it: `tn(3, "{n} incident", "{n} incidents")`. */
export function tn(
  n: number,
  one: string,
  many: string,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  return t(n === 1 ? one : many, { ...parameters, n });
}

/** Marks a text of a table that is translated where it is shown, so that the test of the dictionaries finds it. */
export function english(key: string): string {
  return key;
}

/** The language that was chosen in this browser, or else the first that the browser asks for and that is spoken here. */
export function preferredLanguage(chosenBefore: string | null, asked: readonly string[]): Language {
  const isKnown = (code: string | undefined): code is Language => LANGUAGES.some((each) => each === code);
  if (chosenBefore !== null && isKnown(chosenBefore)) return chosenBefore;
  return asked.map((tag) => tag.split("-")[0]?.toLowerCase()).find(isKnown) ?? "en";
}

/** English dates are written as in Britain, because a month as a word is read the same everywhere. */
export function localeFor(code: Language, asked: readonly string[]): string {
  if (code === "en") return LOCALES.en;
  return asked.find((tag) => tag.startsWith(`${code}-`)) ?? LOCALES[code];
}

/** To be awaited before the first drawing, so that nothing is shown in another language first. */
export async function startLanguage(): Promise<void> {
  // A dictionary that cannot be fetched must not keep the page away: English is always there.
  await speak(preferredLanguage(kept(KEY), browserLanguages())).catch(() => speak("en"));
}

export async function chooseLanguage(code: Language): Promise<void> {
  await speak(code);
  keep(KEY, code);
}

async function speak(code: Language): Promise<void> {
  const words = code === "en" ? {} : await dictionaries[code]();
  batch(() => {
    chosen.value = code;
    dictionary.value = words;
  });
  document.documentElement.lang = locale.value;
}

function browserLanguages(): readonly string[] {
  return typeof document === "undefined" ? [] : navigator.languages;
}
