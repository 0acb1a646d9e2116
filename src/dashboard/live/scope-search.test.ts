import { expect, test } from "vitest";
import { matchingScopes } from "./scope-search.ts";

function scope(key: string, ...alerting: string[]) {
  return { key, label: key === "all" ? "all traffic" : key.replace("=", " "), alerting };
}

const SCOPES = [scope("issuer=aurora"), scope("all"), scope("issuer=Itaú"), scope("brand=visa", "denied")];
const found = (text: string): string[] => matchingScopes(SCOPES, text).map(({ key }) => key);

test("all traffic comes first, then what is in alarm, then the others", () => {
  expect(found("")).toEqual(["all", "brand=visa", "issuer=aurora", "issuer=Itaú"]);
});

test("every word has to be in the name; accents and capitals do not matter", () => {
  expect(found("ITAU")).toEqual(["issuer=Itaú"]);
  expect(found("issuer aur")).toEqual(["issuer=aurora"]);
  expect(found("nobody")).toEqual([]);
});
