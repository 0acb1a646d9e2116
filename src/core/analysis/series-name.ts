/** What a column of a file of statuses counts: a status, of all traffic or of one value of a dimension. */
export interface SeriesName {
  status: string;
  /** `issuer=aurora`; empty for all traffic. */
  scope: string;
}

/** `denied issuer=aurora` in its parts. */
export function seriesName(name: string): SeriesName {
  const [, status = name, scope = ""] = /^(.+?) ([^\s=]+=.*)$/.exec(name) ?? [];
  return { status, scope };
}

/** True where one of two scopes holds the other: all traffic holds every one. */
export function areNested(one: string, other: string): boolean {
  return one === other || one === "" || other === "";
}
