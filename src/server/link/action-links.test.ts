import { describe, expect, test } from "vitest";
import { ActionLinks, type LinkPermission } from "./action-links.ts";
import { passingLinkKey } from "./link-key.ts";

const links = new ActionLinks(Buffer.alloc(32, 7), "https://smoke.example.com/");
const permission: LinkPermission = { incidentId: "12", action: "acknowledge", expiresAt: 1000 };

function tokenOf(given: LinkPermission): string {
  return links.linkFor(given).slice("https://smoke.example.com/act/".length);
}

describe("ActionLinks", () => {
  test("a link permits what it was made for, until it expires", () => {
    expect(links.linkFor(permission)).toMatch(/^https:\/\/smoke\.example\.com\/act\/[\w.-]+$/);
    expect(links.read(tokenOf(permission), 999)).toEqual({ kind: "valid", permission });
    expect(links.read(tokenOf(permission), 1000)).toEqual({ kind: "expired", permission });
  });

  test("what was changed in any place permits nothing", () => {
    const token = tokenOf(permission);
    for (let place = 0; place < token.length; place++) {
      const changed = `${token.slice(0, place)}${token[place] === "A" ? "Q" : "A"}${token.slice(place + 1)}`;
      expect(links.read(changed, 0).kind, changed).toBe("invalid");
    }
  });

  test("the seal of one link does not fit another incident, action or time", () => {
    const [, seal] = tokenOf(permission).split(".");
    for (const change of [{ incidentId: "13" }, { action: "silence" }, { expiresAt: 2000 }] as const) {
      const [payload] = tokenOf({ ...permission, ...change }).split(".");
      expect(links.read(`${payload}.${seal}`, 0)).toEqual({ kind: "invalid" });
    }
  });

  test("nor does a link of another server", () => {
    expect(new ActionLinks(passingLinkKey(), "").read(tokenOf(permission), 0)).toEqual({ kind: "invalid" });
  });

  test.each(["", ".", "a.b", `${"a".repeat(10_000)}.${"b".repeat(43)}`, `é.${"b".repeat(43)}`])(
    "%.20j is no token",
    (token) => {
      expect(links.read(token, 0)).toEqual({ kind: "invalid" });
    },
  );

  test("pages lie below the public address, whatever it ends with", () => {
    expect(new ActionLinks(passingLinkKey(), "https://example.com/smoke").pageAt("x")).toBe(
      "https://example.com/smoke/x",
    );
    expect(links.pageAt("/#/incidents/12")).toBe("https://smoke.example.com/#/incidents/12");
  });
});
