import { describe, expect, test } from "vitest";
import type { MaintenanceWindow } from "../model/maintenance.ts";
import { isUnderWay, maintenanceFault } from "./maintenance.ts";

const at = (instant: string): number => Date.parse(instant);
const release: MaintenanceWindow = { name: "release", once: { from: "2026-11-28 23:00", to: "2026-11-29 01:00" } };
const nightly: MaintenanceWindow = { name: "batch", weekly: { days: ["sun"], from: "23:30", to: "00:30" } };

describe("isUnderWay", () => {
  test("work that is planned once lasts from its beginning to its end, on the clocks of its place", () => {
    const zone = "America/Sao_Paulo";
    expect(isUnderWay(release, at("2026-11-29T01:59:59Z"), zone)).toBe(false);
    expect(isUnderWay(release, at("2026-11-29T02:00:00Z"), zone)).toBe(true);
    expect(isUnderWay(release, at("2026-11-29T03:59:59Z"), zone)).toBe(true);
    expect(isUnderWay(release, at("2026-11-29T04:00:00Z"), zone)).toBe(false);
    const elsewhere = { ...release, once: { from: "2026-11-28 23:00", to: "2026-11-29 01:00", timeZone: "UTC" } };
    expect(isUnderWay(elsewhere, at("2026-11-28T23:00:00Z"), zone)).toBe(true);
  });

  test("weekly work reaches into the next day", () => {
    expect(isUnderWay(nightly, at("2026-11-29T23:30:00Z"), "UTC")).toBe(true);
    expect(isUnderWay(nightly, at("2026-11-30T00:29:00Z"), "UTC")).toBe(true);
    expect(isUnderWay(nightly, at("2026-11-29T00:10:00Z"), "UTC")).toBe(false);
  });

  test("work around a change of the clocks lasts an hour longer or shorter", () => {
    const once = { from: "2026-10-25 01:00", to: "2026-10-25 04:00" };
    const autumn: MaintenanceWindow = { name: "autumn", once };
    expect(isUnderWay(autumn, at("2026-10-24T23:00:00Z"), "Europe/Berlin")).toBe(true);
    expect(isUnderWay(autumn, at("2026-10-25T02:59:00Z"), "Europe/Berlin")).toBe(true);
    expect(isUnderWay(autumn, at("2026-10-25T03:00:00Z"), "Europe/Berlin")).toBe(false);
  });
});

describe("maintenanceFault", () => {
  test.each<[string, Omit<MaintenanceWindow, "name">, readonly string[]]>([
    ["neither once nor weekly", {}, []],
    ["both", { once: release.once, weekly: nightly.weekly } as Omit<MaintenanceWindow, "name">, ["weekly"]],
    ["an end before its beginning", { once: { from: "2026-11-28 03:00", to: "2026-11-28 03:00" } }, ["once", "to"]],
    ["a day that does not exist", { once: { from: "2026-02-30 03:00", to: "2026-03-01 03:00" } }, ["once", "from"]],
    ["a beginning at the end of a day", { weekly: { from: "24:00", to: "01:00" } }, ["weekly", "from"]],
  ])("finds %s", (_name, window, path) => {
    expect(maintenanceFault({ name: "work", ...window })?.path).toEqual(path);
  });

  test("finds nothing wrong with whole windows", () => {
    expect([release, nightly].map(maintenanceFault)).toEqual([null, null]);
  });
});
