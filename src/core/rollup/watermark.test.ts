import { describe, expect, test } from "vitest";
import { Watermark } from "./watermark.ts";

const NOW = Date.UTC(2025, 6, 1, 12);
const SECOND = 1000;
const MINUTE = 60_000;

function watermarkAt(now: number): Watermark {
  const watermark = new Watermark(10 * SECOND, 2 * SECOND);
  watermark.advanceClock(now);
  return watermark;
}

describe("Watermark", () => {
  test("the clock closes the ticks of a live stream, after a little patience", () => {
    const watermark = watermarkAt(NOW);
    watermark.see(NOW - SECOND);
    expect(watermark.isLive).toBe(true);
    expect(watermark.closedUntil()).toBe(NOW - 2 * SECOND);
    watermark.advanceClock(NOW + MINUTE);
    expect(watermark.closedUntil()).toBe(NOW + MINUTE - 2 * SECOND);
  });

  test("the newest record closes the ticks of a past stream, whatever the clock says", () => {
    const watermark = watermarkAt(NOW);
    const past = NOW - 30 * 24 * 60 * MINUTE;
    watermark.see(past);
    watermark.see(past - MINUTE);
    watermark.advanceClock(NOW + 60 * MINUTE);
    expect(watermark.isLive).toBe(false);
    expect(watermark.closedUntil()).toBe(past);
  });

  test("a past stream that catches up with the clock is live from then on", () => {
    const watermark = watermarkAt(NOW);
    watermark.see(NOW - 10 * MINUTE);
    expect(watermark.isLive).toBe(false);
    watermark.see(NOW - 10 * MINUTE + 1);
    expect(watermark.isLive).toBe(true);
    watermark.see(NOW - 60 * MINUTE);
    expect(watermark.isLive).toBe(true);
  });

  test("a live stream that comes later than it is waited for is waited for longer, within reason", () => {
    const watermark = watermarkAt(NOW);
    watermark.see(NOW);
    watermark.wait(NOW - 30 * SECOND);
    expect(watermark.patienceMs).toBe(25 * SECOND);
    watermark.wait(NOW - 12 * SECOND);
    expect(watermark.patienceMs).toBe(25 * SECOND);
  });

  test("patience has an end, so history posted to a live stream changes none", () => {
    const watermark = watermarkAt(NOW);
    watermark.see(NOW);
    for (let minute = 2; minute < 60; minute++) watermark.wait(NOW - minute * MINUTE);
    expect(watermark.patienceMs).toBe(2 * SECOND);
  });

  test("patience fades once the stragglers are gone, and stays while they come", () => {
    const watermark = watermarkAt(NOW);
    watermark.see(NOW);
    watermark.wait(NOW - 30 * SECOND);
    watermark.advanceClock(NOW + 30 * SECOND);
    watermark.wait(NOW);
    watermark.advanceClock(NOW + 30 * SECOND + 10 * MINUTE);
    expect(watermark.patienceMs).toBe(12.5 * SECOND);
    watermark.wait(NOW + 10 * MINUTE);
    expect(watermark.patienceMs).toBe(25 * SECOND);
    watermark.advanceClock(NOW + 120 * MINUTE);
    expect(watermark.patienceMs).toBe(2 * SECOND);
  });

  test("who sends once a minute is waited for from the first batch on", () => {
    const watermark = watermarkAt(NOW);
    watermark.see(NOW);
    for (let minute = 0; minute < 30; minute++) {
      watermark.advanceClock(NOW + minute * MINUTE);
      for (let ago = 60; ago > 0; ago -= 10) watermark.wait(NOW + minute * MINUTE - ago * SECOND);
      watermark.advanceClock(NOW + (minute + 1) * MINUTE - 1);
      expect(watermark.patienceMs).toBeGreaterThan(50 * SECOND);
    }
  });

  test("a backlog that is sent at once is soon forgotten", () => {
    const watermark = watermarkAt(NOW);
    watermark.see(NOW);
    for (let ago = 600; ago > 20; ago--) watermark.wait(NOW - ago * SECOND);
    expect(watermark.patienceMs).toBe(120 * SECOND);
    for (let second = 1; second <= 180; second++) {
      watermark.advanceClock(NOW + second * SECOND);
      watermark.wait(NOW + (second - 1) * SECOND);
    }
    expect(watermark.patienceMs).toBe(2 * SECOND);
  });

  test("what is late in a past stream changes no patience", () => {
    const watermark = watermarkAt(NOW);
    watermark.see(NOW - 10 * MINUTE);
    watermark.wait(NOW - 10 * MINUTE);
    expect(watermark.patienceMs).toBe(2 * SECOND);
  });

  test("a clock that is set back opens nothing again, and is told until it has caught up", () => {
    const watermark = watermarkAt(NOW);
    watermark.see(NOW);
    watermark.advanceClock(NOW - 30 * MINUTE);
    expect(watermark.clockBehindMs).toBe(30 * MINUTE);
    expect(watermark.closedUntil()).toBe(NOW - 2 * SECOND);
    watermark.advanceClock(NOW - SECOND);
    expect(watermark.clockBehindMs).toBe(0);
    expect(watermark.now).toBe(NOW);
  });
});
