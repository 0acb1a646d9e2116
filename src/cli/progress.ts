const BAR_WIDTH = 24;
const SHORTEST_PAUSE_MS = 100;

export interface Progress {
  /** How far it is, 0 to 1, and the time in the data. Shown on a terminal only. */
  readonly show: (share: number, at: number, timeZone: string) => void;
  readonly line: (text: string) => void;
  readonly end: () => void;
}

/** Progress on a terminal, plain lines in a pipe; on standard error when standard output is for a program. */
export function createProgress(isForProgram: boolean): Progress {
  const out = isForProgram ? process.stderr : process.stdout;
  const isTerminal = out.isTTY;
  let shownAt = 0;
  const clear = (): void => {
    if (isTerminal) out.write("\r\x1b[K");
  };
  return {
    show: (share, at, timeZone) => {
      if (!isTerminal || Date.now() - shownAt < SHORTEST_PAUSE_MS) return;
      shownAt = Date.now();
      const done = Math.round(Math.min(1, share) * BAR_WIDTH);
      const bar = `${"█".repeat(done)}${"░".repeat(BAR_WIDTH - done)}`;
      const when = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(at);
      clear();
      out.write(`${bar} ${String(Math.round(share * 100)).padStart(3)} %  ${when}`);
    },
    line: (text) => {
      clear();
      out.write(`${text}\n`);
    },
    end: clear,
  };
}
