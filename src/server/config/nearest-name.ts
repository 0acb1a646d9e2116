/** The known name that a mistyped one most likely meant, or undefined when none is close. */
export function nearestName(typed: string, known: Iterable<string>): string | undefined {
  const wanted = plain(typed);
  let best: string | undefined;
  let bestDistance = wanted.length <= 4 ? 1 : wanted.length <= 8 ? 2 : 3;
  for (const name of known) {
    const distance = editDistance(wanted, plain(name));
    if (distance < bestDistance || (distance === bestDistance && best === undefined)) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

export function didYouMean(typed: string, known: Iterable<string>): { hint: string } | Record<string, never> {
  const name = nearestName(typed, known);
  return name === undefined ? {} : { hint: `did you mean ${name}?` };
}

/** `data-dir`, `data_dir` and `DataDir` are the same word to a person. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, "");
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
 * Optimal string alignment; cost O(n·m). Source: Damerau (1964), CACM 7(3); Wagner & Fischer (1974), JACM 21(1).
 */
function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1));
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwap) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, other.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
