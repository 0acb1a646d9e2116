/** True when a version such as 22.12.3 lies in a range of the forms `^20.19.0 || >=24`. */
export function isInRange(version, range) {
  return range.split("||").some((part) => {
    const [, kind, wanted] = /^\s*(\^|>=)(\d+(?:\.\d+)*)\s*$/.exec(part) ?? [];
    if (wanted === undefined) throw new RangeError(`cannot read the range ${range}`);
    const isAtLeast = compare(version, wanted) >= 0;
    return kind === "^" ? isAtLeast && version.split(".")[0] === wanted.split(".")[0] : isAtLeast;
  });
}

function compare(one, other) {
  const [mine, theirs] = [one, other].map((version) => version.split(".").map((part) => Number.parseInt(part, 10)));
  for (let i = 0; i < 3; i++) {
    const difference = (mine[i] ?? 0) - (theirs[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
