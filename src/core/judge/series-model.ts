import type { Direction } from "../model/status.ts";
import { Accepted } from "./accepted.ts";
import type { Columns } from "./columns.ts";
import { Exposure, type Volume } from "./exposure.ts";
import { Levels } from "./level.ts";
import { Roster } from "./roster.ts";
import { Scatter } from "./scatter.ts";
import { type Forecast, type LocalTick, Seasonal, SMALLEST_MEAN } from "./seasonal.ts";
import type { OpenCount, PredictedCount, SeriesTick } from "./series-tick.ts";

/** A share strays by about 14 % and stays so for most of a day. */
const SHARE = { start: { a: 0.3, b: 60 }, spread: 0.02, memoryMinutes: 1000 };
const DISPERSION_CAP = 1;
/** Unseen hours have other shares: at full novelty a rise is tested against this much more. */
const NOVEL_SHARE_MARGIN = 0.3;
/** What an alarm still teaches of the scatter. */
const ALARM_WEIGHT = 0.1;

/** Of a scope with a single status: there is nothing to be a part of. */
const NO_FORECAST: Forecast = { mean: SMALLEST_MEAN, inverseShape: 1 };
const NO_VOLUME: Volume = { test: SMALLEST_MEAN, learn: SMALLEST_MEAN, doubt: 0, weight: 1, novelty: 0 };

/** What decides how small a change of a series can be found. */
export interface Caution {
  isNew: boolean;
  isCold: boolean;
  margin: number;
  isShare: boolean;
  learningRate: number;
}

/**
 * What is expected of every series, and learnt from it. Series are numbered scope by scope. A status whose rise matters is expected
 * as a share of its scope's volume once the scope has another status too, every other one by a day of its own. Where there is only
 * one status the volume would be a second model of the same counts, twice the memory and the time: its own is asked instead.
 */
export class SeriesModel {
  readonly roster: Roster;
  readonly own: Seasonal;
  /** Rates that people said are expected: of shares, parts of the volume; of others, in the unit of their profile. */
  readonly accepted: Accepted;
  /** Volumes of the scopes; empty where there is only one status. */
  readonly #exposure: Exposure;
  readonly #shares: Levels;
  readonly #shareScatter: Scatter;
  readonly #statuses: number;
  readonly #hasVolume: boolean;

  constructor(directions: readonly Direction[], tickMinutes: number) {
    this.#statuses = directions.length;
    this.#hasVolume = directions.length > 1;
    this.roster = new Roster(directions);
    this.#exposure = new Exposure(tickMinutes);
    this.own = new Seasonal(tickMinutes, DISPERSION_CAP);
    this.accepted = new Accepted(this.own.profiles.bins);
    this.#shares = new Levels({ ...SHARE, tickMinutes });
    this.#shareScatter = new Scatter(DISPERSION_CAP, tickMinutes);
  }

  /** Makes room for scopes, and for days of series that have one of their own. */
  grow(scopes: number, ownSlots: number): void {
    this.roster.grow(scopes);
    if (this.#hasVolume) this.#exposure.grow(scopes);
    this.own.grow(ownSlots);
    this.#shares.grow(scopes * this.#statuses);
    this.#shareScatter.grow(scopes * this.#statuses);
  }

  /** Adds a scope of which nothing has been seen. */
  addScope(scope: number): void {
    this.grow(scope + 1, this.roster.ownSlots);
    this.roster.addScope(scope);
    this.own.grow(this.roster.ownSlots);
  }

  /** Lets minutes pass of which nothing is known. */
  skip(scope: number, minutes: number): void {
    if (this.#hasVolume) this.#exposure.skip(scope, minutes);
    for (let series = scope * this.#statuses; series < (scope + 1) * this.#statuses; series++) {
      if (this.roster.isShare(series)) this.#shares.skip(series, minutes);
      else this.own.skip(this.roster.ownSlot(series), minutes);
    }
  }

  /** Nothing comes at this time because the whole stream is dead. */
  noteSilence(scope: number, tick: LocalTick): void {
    if (this.#hasVolume) this.#exposure.noteSilence(scope, tick);
    for (let series = scope * this.#statuses; series < (scope + 1) * this.#statuses; series++) {
      if (!this.roster.isShare(series)) this.own.noteSilence(this.roster.ownSlot(series), tick);
    }
  }

  /** Notes which statuses the scope has; true when shares begin only now, and are to be learnt before they are judged. */
  meet(scope: number, counts: Float64Array): boolean {
    const { ownSlots } = this.roster;
    const begins = this.roster.meet(scope, counts);
    if (this.roster.ownSlots > ownSlots) this.own.grow(this.roster.ownSlots);
    return begins;
  }

  /** Moves to the next tick. */
  predict(scope: number, tick: LocalTick, dayEnded: number | null): void {
    if (this.#hasVolume) this.#exposure.predict(scope, tick, dayEnded);
    for (let series = scope * this.#statuses; series < (scope + 1) * this.#statuses; series++) {
      if (this.roster.isShare(series)) this.#shares.predict(series, 0);
      else this.own.predict(this.roster.ownSlot(series), tick, dayEnded);
    }
  }

  /** Mean and 1/r of the volume that is forecast for a tick of a scope. */
  volumeForecast(scope: number, tick: LocalTick): Forecast {
    return this.#volumeAt(scope, (model, slot) => model.exposure(slot, tick));
  }

  /** As `volumeForecast`, next to an edge of the day the lower one. */
  leastVolumeForecast(scope: number, tick: LocalTick): Forecast {
    return this.#volumeAt(scope, (model, slot) => model.leastExposure(slot, tick));
  }

  /** Learns the volume of a closed tick; returns what it says of the shares in it. */
  observeVolume(scope: number, tick: LocalTick, total: number): Volume {
    return this.#hasVolume ? this.#exposure.observe(scope, tick, total) : NO_VOLUME;
  }

  /** Writes what was predicted of count `y` of a closed tick into `count`. */
  expect(series: number, y: number, volume: Volume, tick: LocalTick, count: PredictedCount): void {
    if (this.roster.isShare(series)) this.#expectShare(series, y, volume, count);
    else this.#expectOwn(this.roster.ownSlot(series), y, tick, count);
    const range = this.accepted.range(series, tick.position.bin);
    if (range === null) return;
    const unit = this.unit(series, tick, volume.test);
    count.above = Math.max(count.above, range.high * unit);
    count.below = Math.max(SMALLEST_MEAN, Math.min(count.below, range.low * unit));
  }

  /** Learns from a count as far as its verdict allows. `learnsProfile`: also of a time of day that is new. */
  learn(count: SeriesTick, volume: Volume, tick: LocalTick, learnsProfile: boolean): void {
    const { series, newNormal } = count;
    if (this.roster.isShare(series)) {
      if (newNormal !== null) this.#shares.set(series, newNormal.a, newNormal.b);
      this.#learnShare(count, volume, tick);
      return;
    }
    const slot = this.roster.ownSlot(series);
    if (newNormal !== null) this.own.levels.set(slot, newNormal.a, newNormal.b);
    const m = this.#nearest(series, tick, count.y, this.own.nearestMean(slot, tick, count.y), 0);
    this.own.learn(slot, tick, count.y, m, count.weight, !count.isCold || learnsProfile);
  }

  /** Count `y` after `elapsed` (0 to 1) of an open tick, `total` being the volume of its scope so far, as a rise of it is tested. */
  peek(
    series: number,
    tick: LocalTick,
    { y, total, elapsed }: { y: number; total: number; elapsed: number },
  ): OpenCount {
    if (!this.roster.isShare(series)) {
      const slot = this.roster.ownSlot(series);
      const level = this.own.levels.mean(slot);
      const whole = Math.max(SMALLEST_MEAN, this.own.exposure(slot, tick) * level);
      const m = whole * elapsed;
      const most = Math.max(this.own.mostExposure(slot, tick) * level, this.#mostAccepted(series, tick, 0));
      const above = Math.max(m, most * elapsed);
      const novelty = this.own.profiles.novelty(slot);
      const r = 1 / this.own.inverseShape(slot);
      return { y, expected: m, above, r, novelty, isCold: this.own.isCold(slot, whole) };
    }
    const scope = Math.floor(series / this.#statuses);
    const volume = Math.max(this.#exposure.forecast(scope, tick), total / elapsed);
    const expected = Math.max(SMALLEST_MEAN, this.#shares.mean(series) * volume * elapsed);
    const novelty = this.#exposure.slow.profiles.novelty(scope);
    const r = this.#shareShape(series, this.#exposure.doubt(scope));
    const above = Math.max(expected * marginFor(novelty), this.#mostAccepted(series, tick, volume) * elapsed);
    return { y, expected, above, r, novelty, isCold: false };
  }

  /** Of a series of which mean `m` and shape `r` were predicted. */
  caution(series: number, m: number, r: number): Caution {
    const scope = Math.floor(series / this.#statuses);
    const isShare = this.roster.isShare(series);
    const slot = this.roster.ownSlot(series);
    const doubt = isShare ? this.#shares.doubt(series) : this.own.levels.doubt(slot);
    return {
      isNew: this.#hasVolume ? this.#exposure.slow.isCold(scope, 0) : isShare || this.own.isCold(slot, 0),
      isCold: !isShare && this.own.isCold(slot, m),
      margin: isShare && this.#hasVolume ? marginFor(this.#exposure.slow.profiles.novelty(scope)) : 1,
      isShare,
      learningRate: doubt / (1 / r + 1 / m),
    };
  }

  /** What a rate of 1 is of a count in this tick, `volume` being that of its scope. */
  unit(series: number, tick: LocalTick, volume: number): number {
    if (this.roster.isShare(series)) return volume;
    const slot = this.roster.ownSlot(series);
    return this.own.days.value(slot, tick.weekday) * this.own.levels.mean(slot);
  }

  /** The usual rate of a bin, in that unit. */
  usualRate(series: number, bin: number): number {
    if (this.roster.isShare(series)) return this.#shares.mean(series);
    return this.own.profiles.rateOf(this.roster.ownSlot(series), bin);
  }

  /** Learns how far count `y` is from `m`, and nothing else. */
  learnScatter(series: number, y: number, m: number, w: number): void {
    if (this.roster.isShare(series)) this.#shareScatter.learn(series, y, Math.max(SMALLEST_MEAN, m), w);
    else this.own.dispersion.learn(this.roster.ownSlot(series), y, Math.max(SMALLEST_MEAN, m), w);
  }

  /** What was far out in a bin was an incident. */
  forgetRepeat(series: number, bin: number): void {
    if (!this.roster.isShare(series)) this.own.forgetRepeat(this.roster.ownSlot(series), bin);
  }

  /** Every part of the state, by name. */
  parts(): Record<string, Columns> {
    return {
      rosterScopes: this.roster.scopeColumns,
      rosterSeries: this.roster.seriesColumns,
      volume: this.#exposure.columns,
      volumeTracker: this.#exposure.fast.columns,
      ...this.#exposure.slow.parts("volume"),
      ...this.own.parts("own"),
      share: this.#shares.columns,
      ...this.#shareScatter.parts("share"),
    };
  }

  #volumeAt(scope: number, exposureOf: (model: Seasonal, slot: number) => number): Forecast {
    const model = this.#hasVolume ? this.#exposure.slow : this.own;
    const slot = this.#hasVolume ? scope : this.roster.ownSlot(scope);
    return slot < 0 ? NO_FORECAST : model.forecast(slot, exposureOf(model, slot));
  }

  #expectShare(series: number, y: number, volume: Volume, count: PredictedCount): void {
    const share = this.#shares.mean(series);
    const expected = Math.max(SMALLEST_MEAN, volume.test * share);
    count.y = y;
    count.expected = expected;
    count.above = expected * marginFor(volume.novelty);
    count.below = Math.max(SMALLEST_MEAN, volume.learn * share);
    count.r = this.#shareShape(series, volume.doubt);
    count.x = volume.learn;
    count.novelty = volume.novelty;
    count.isCold = false;
    count.hasGuard = true;
  }

  #expectOwn(slot: number, y: number, tick: LocalTick, count: PredictedCount): void {
    const x = this.own.exposure(slot, tick);
    const level = this.own.levels.mean(slot);
    const m = Math.max(SMALLEST_MEAN, x * level);
    const isCold = this.own.isCold(slot, m);
    count.y = y;
    count.expected = m;
    count.above = Math.max(m, this.own.mostExposure(slot, tick) * level);
    count.below = Math.max(SMALLEST_MEAN, Math.min(m, this.own.leastExposure(slot, tick) * level));
    count.r = 1 / this.own.inverseShape(slot);
    count.x = x;
    count.novelty = this.own.profiles.novelty(slot);
    count.isCold = isCold;
    count.hasGuard = !isCold;
  }

  #learnShare({ series, y, below, r, weight, isTested }: SeriesTick, volume: Volume, tick: LocalTick): void {
    const isPlain = this.accepted.range(series, tick.position.bin) === null;
    const usual = isPlain ? below : Math.max(SMALLEST_MEAN, volume.learn * this.#shares.mean(series));
    const m = this.#nearest(series, tick, y, usual, volume.learn);
    if (weight === 0) {
      this.#shareScatter.learnFromAlarm(series, y, m, ALARM_WEIGHT);
      return;
    }
    // A share that begins late is learnt from the volume that comes, however doubtful the forecast of it.
    const w = isTested ? weight * volume.weight : 1;
    this.#shares.adapt(series, y, m, r, w);
    this.#shares.learn(series, y, volume.learn * (m / usual), w / (1 + m * this.#shareScatter.phi(series)));
    this.#shareScatter.learn(series, y, m, Math.max(w, ALARM_WEIGHT));
  }

  #mostAccepted(series: number, tick: LocalTick, volume: number): number {
    const range = this.accepted.range(series, tick.position.bin);
    return range === null ? 0 : range.high * this.unit(series, tick, volume);
  }

  /** Where other rates are accepted, the mean of those that may be that is nearest to count `y`: what is accepted says nothing of the level. */
  #nearest(series: number, tick: LocalTick, y: number, m: number, volume: number): number {
    const range = this.accepted.range(series, tick.position.bin);
    if (range === null) return m;
    const unit = this.unit(series, tick, volume);
    const low = Math.min(m, range.low * unit);
    const high = Math.max(m, range.high * unit);
    const isSeen = (high > m && 2 * y > m + high) || (low < m && 2 * y < m + low);
    if (isSeen) this.accepted.renew(series, tick.position.bin);
    return Math.max(SMALLEST_MEAN, Math.min(high, Math.max(low, y)));
  }

  #shareShape(series: number, doubtOfVolume: number): number {
    return 1 / (this.#shareScatter.phi(series) + this.#shares.doubt(series) + doubtOfVolume);
  }
}

/** How much more than expected a share may be before it counts as risen, at this novelty of the time of day. */
function marginFor(novelty: number): number {
  return 1 + NOVEL_SHARE_MARGIN * novelty * novelty;
}
