import { describe, expect, test } from "vitest";
import { localeFor, preferredLanguage, t, tn } from "./language.ts";

describe("a text", () => {
  test("gets its parameters, numbers as the language writes them", () => {
    expect(t("{n} of {all}, {name}", { n: 1234, all: "10.5", name: "aurora" })).toBe("1,234 of 10.5, aurora");
  });

  test("keeps a parameter that nobody gave, so that the mistake is seen", () => {
    expect(t("{n} of {all}", { n: 1 })).toBe("1 of {all}");
  });

  test("a parameter is not read as a text itself", () => {
    expect(t("{a} {b}", { a: "{b}", b: "$&" })).toBe("{b} $&");
  });

  test("about one thing differs from that about many", () => {
    expect([0, 1, 2].map((n) => tn(n, "{n} alarm", "{n} alarms"))).toEqual(["0 alarms", "1 alarm", "2 alarms"]);
  });
});

describe("the language", () => {
  test("is the chosen one, or the first of the browser's that is spoken here, or English", () => {
    expect(preferredLanguage("es", ["pt-BR"])).toBe("es");
    expect(preferredLanguage(null, ["fr", "pt-BR", "en"])).toBe("pt");
    expect(preferredLanguage("xx", ["de"])).toBe("en");
  });

  test("takes the region from the browser", () => {
    expect(localeFor("es", ["en-US", "es-MX"])).toBe("es-MX");
    expect(localeFor("pt", ["en-US"])).toBe("pt-BR");
    expect(localeFor("en", ["en-US"])).toBe("en-GB");
  });
});
