import type { Readable } from "node:stream";
import type { FileFormat, Piece } from "../store/store.ts";
import { storeFailure } from "./ask-store.ts";
import type { Product } from "./product.ts";

/** @throws Failure `store.unavailable` */
export function listPieces({ store }: Product, from: number, to: number): Promise<Piece[]> {
  return orFailure(store.pieces(from, to));
}

/** @throws Failure `query.invalid`, `store.unavailable` */
export function exportRows(
  { store }: Product,
  piece: Piece,
  format: FileFormat,
  signal: AbortSignal,
): Promise<Readable> {
  return orFailure(store.exportPiece(piece, format, signal));
}

/** @throws Failure `query.invalid`, `store.unavailable` */
export function importRows({ store }: Product, table: string, format: FileFormat, data: Readable): Promise<number> {
  return orFailure(store.importRows(table, format, data));
}

async function orFailure<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw storeFailure(error);
  }
}
