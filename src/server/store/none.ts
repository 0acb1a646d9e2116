import { type Store, StoreUnavailable } from "./store.ts";

/** For those who want no SQL. Nothing is missing, so there is no trouble either. */
export function createNoStore(): Store {
  const refuse = () =>
    Promise.reject(new StoreUnavailable("this server keeps no store; set store to chdb or clickhouse"));
  return {
    kind: "none",
    state: "absent",
    trouble: null,
    position: refuse,
    write: refuse,
    query: refuse,
    vocabulary: refuse,
    counts: refuse,
    past: refuse,
    topValues: refuse,
    valuesSeen: refuse,
    minuteCounts: refuse,
    pieces: refuse,
    exportPiece: refuse,
    importRows: refuse,
    close: () => Promise.resolve(),
  };
}
