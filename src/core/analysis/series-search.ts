import { type AlertStretch, alertStretches } from "./alert-stretches.ts";
import { countsOf, type DayStream, type StreamDay } from "./day-stream.ts";
import { type JudgedDay, judgedDays, type JudgedSeries } from "./judged-days.ts";
import { SeriesEvidence } from "./series-evidence.ts";
import { seriesName } from "./series-name.ts";
import { type OtherDay, scatterBetweenDays } from "./series-scatter.ts";
import { usualLevel } from "./usual-level.ts";

/** Stretches that are no more improbable than this are not candidates. */
const WORTH_A_LOOK = 0.001;
/** Other days that one is held against, the nearest first. */
const MOST_OTHERS = 3;
/** So many statuses off at once are about the day as a whole. */
const BROAD_STATUSES = 3;
/** A calm between two such times that is no longer belongs to them. */
const CALM_MS = 15 * 60_000;

/** Slots without anything are a silence from here on; one may be empty by chance. */
const SHORTEST_SILENCE = 2;
/** The name under which all statuses together are kept among them; no column is without a name. */
export const TRAFFIC = "";

/** A status of a day, with its evidence and what is off in it. */
export interface SearchedSeries {
  status: string;
  day: StreamDay;
  evidence: SeriesEvidence;
  stretches: SeriesStretch[];
}

export interface SeriesStretch extends AlertStretch {
  status: string;
  day: StreamDay;
  evidence: SeriesEvidence;
  pValue: number;
}

/** One status over the days of a stream. */
interface Track {
  status: string;
  values: Float64Array[];
  /** Where anything was ever off in any view of the day; later, where it is off. */
  isOff: Uint8Array[];
  isBroad: Uint8Array[];
  learnt: Float64Array[];
  said: JudgedSeries[][];
  views: (readonly AlertStretch[])[];
}

/** What is off in the days of a stream, status by status: where the judge alerts, and the counts bear it out. */
export function searchStream(stream: DayStream): SearchedSeries[] {
  const judged = judgedDays(stream);
  const statuses = stream.statuses.map((status) => trackOf(stream, judged, status));
  const tracks = [...statuses, ...trafficTracks(stream, statuses)];
  const fitted = withBroad(tracks, stream.stepMs).map((track) =>
    track.status === TRAFFIC ? track : { ...track, views: fittedViews(stream, track) },
  );
  // Now that it is known what is off, nothing else is left out of the surroundings and of other days.
  const settled = fitted.map((track) => {
    const series = weighed(stream, track);
    const isOff = series.map(({ stretches }, index) => marked(stretches, track.values[index]?.length ?? 0));
    return { ...track, isOff, views: series.map(({ stretches }) => stretches) };
  });
  return withBroad(settled, stream.stepMs).flatMap((track) => weighed(stream, track));
}

function trackOf(stream: DayStream, judged: readonly (readonly JudgedDay[])[], status: string): Track {
  const values = stream.days.map((day) => countsOf(day, status));
  const said = judged.map((views) => views.flatMap((view) => view.get(status) ?? []));
  const isOff = said.map((views, index) => {
    const touched = new Uint8Array(values[index]?.length ?? 0);
    for (const { alert } of views) for (const [slot, isAlert] of alert.entries()) if (isAlert === 1) touched[slot] = 1;
    return touched;
  });
  const learnt = said.map((views, index) => views.at(-1)?.expected ?? new Float64Array(values[index]?.length ?? 0));
  return { status, values, isOff, isBroad: [], learnt, said, views: [] };
}

/** All statuses together, off where nothing came; a stream whose absent rows mean nothing has none. */
function trafficTracks(stream: DayStream, statuses: readonly Track[]): Track[] {
  if (!stream.tables.every(({ absentIsZero }) => absentIsZero)) return [];
  const whole = statuses.filter(({ status }) => seriesName(status).scope === "");
  const parts = whole.length > 0 ? whole : statuses;
  const summed = (of: (track: Track) => readonly Float64Array[]): Float64Array[] =>
    stream.days.map((day, index) =>
      Float64Array.from(day.slots, (_, slot) => parts.reduce((sum, track) => sum + (of(track)[index]?.[slot] ?? 0), 0)),
    );
  const values = summed((track) => track.values);
  const views = values.map((counts) => silentRuns(counts));
  const isOff = views.map((runs, index) => marked(runs, values[index]?.length ?? 0));
  return [{ status: TRAFFIC, values, isOff, isBroad: [], learnt: summed((track) => track.learnt), said: [], views }];
}

/** Runs of slots in which nothing came of any status. */
function silentRuns(counts: Float64Array): AlertStretch[] {
  const runs: AlertStretch[] = [];
  for (const [slot, count] of counts.entries()) {
    const before = runs.at(-1);
    if (count !== 0) continue;
    if (before !== undefined && before.last === slot - 1) before.last = slot;
    else runs.push({ first: slot, last: slot, side: "below" });
  }
  return runs.filter(({ first, last }) => last - first + 1 >= SHORTEST_SILENCE);
}

/** Where many statuses of a scope are off at once, the day is no reference for any of them; all traffic is as its statuses are. */
function withBroad(tracks: readonly Track[], stepMs: number): Track[] {
  const scopeOf = ({ status }: Track): string => (status === TRAFFIC ? "" : seriesName(status).scope);
  return [...new Set(tracks.map(scopeOf))].flatMap((scope) => {
    const inScope = tracks.filter((track) => scopeOf(track) === scope);
    const days = [...(inScope[0]?.values.keys() ?? [])];
    const isBroad = days.map((index) => broadOf(inScope, index, stepMs));
    return inScope.map((track) => ({
      ...track,
      isBroad,
      isOff: track.isOff.map((mask, index) => mask.map((isOff, slot) => Math.max(isOff, isBroad[index]?.[slot] ?? 0))),
    }));
  });
}

function broadOf(tracks: readonly Track[], index: number, stepMs: number): Uint8Array {
  const masks = tracks.flatMap(({ status, isOff }) => (status === TRAFFIC ? [] : (isOff[index] ?? [])));
  const broad = new Uint8Array(tracks[0]?.values[index]?.length ?? 0);
  for (const slot of broad.keys()) {
    const off = masks.reduce((sum, mask) => sum + (mask[slot] ?? 0), 0);
    if (off >= BROAD_STATUSES) broad[slot] = 1;
  }
  closeGaps(broad, Math.round(CALM_MS / stepMs));
  return broad;
}

/** Sets what lies between two marks that are at most so many slots apart. */
function closeGaps(mask: Uint8Array, most: number): void {
  let last = -1;
  for (const [slot, isSet] of mask.entries()) {
    if (isSet === 0) continue;
    if (last !== -1 && slot - last <= most) mask.fill(1, last, slot);
    last = slot;
  }
}

function fittedViews(stream: DayStream, track: Track): AlertStretch[][] {
  return track.said.map((all, index) => {
    const own = { values: track.values[index] ?? new Float64Array(0), isOff: track.isOff[index] ?? new Uint8Array(0) };
    const others = othersOf(stream, track, index);
    const { ratios } = scatterBetweenDays(own, others, stream.stepMs);
    const rated = others.map((other, place) => ({ ...other, ratio: ratios[place] ?? 1 }));
    const usual = usualLevel(own, rated, track.learnt[index] ?? new Float64Array(0), stream.stepMs);
    return all.flatMap((one) => alertStretches(own.values, one, usual, stream.stepMs));
  });
}

/** The stretches of each day that do not overlap and are improbable, the most improbable first. */
function weighed(stream: DayStream, track: Track): SearchedSeries[] {
  const { status } = track;
  return stream.days.map((day, index) => {
    const own = { values: track.values[index] ?? new Float64Array(0), isOff: track.isOff[index] ?? new Uint8Array(0) };
    const learnt = track.learnt[index] ?? new Float64Array(0);
    const evidence = new SeriesEvidence(own, othersOf(stream, track, index), learnt, stream.stepMs);
    const candidates = (track.views[index] ?? [])
      .map(({ first, last, side }) => ({
        ...{ first, last, side, status, day, evidence },
        pValue: evidence.probability({ first, last }, side),
      }))
      .filter(({ pValue }) => pValue <= WORTH_A_LOOK)
      .sort((a, b) => a.pValue - b.pValue || b.last - b.first - (a.last - a.first));
    const stretches: SeriesStretch[] = [];
    for (const one of candidates) {
      if (!stretches.some(({ first, last }) => first <= one.last && one.first <= last)) stretches.push(one);
    }
    return { status, day, evidence, stretches: stretches.sort((a, b) => a.first - b.first) };
  });
}

function othersOf({ days, tables }: DayStream, { values, isOff, isBroad }: Track, index: number): OtherDay[] {
  return days
    .map((_, other) => other)
    .filter((other) => other !== index)
    .sort((a, b) => Math.abs(a - index) - Math.abs(b - index))
    .slice(0, MOST_OTHERS)
    .map((other) => ({
      name: dayName(days[other], tables.length === days.length, (days[other]?.day ?? 0) - (days[index]?.day ?? 0)),
      values: values[other] ?? new Float64Array(0),
      isOff: isOff[other] ?? new Uint8Array(0),
      isBroad: isBroad[other] ?? new Uint8Array(0),
    }));
}

/** The other day as people call it: by its file where each file is a day. */
function dayName(day: StreamDay | undefined, isFile: boolean, distance: number): string {
  if (isFile && day !== undefined) return day.table.name;
  const days = Math.abs(distance);
  return `${days === 1 ? "the day" : `${days} days`} ${distance < 0 ? "before" : "after"}`;
}

function marked(stretches: readonly AlertStretch[], length: number): Uint8Array {
  const isOff = new Uint8Array(length);
  for (const { first, last } of stretches) isOff.fill(1, first, last + 1);
  return isOff;
}
