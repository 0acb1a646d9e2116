import { promisify } from "node:util";
import { gunzip, inflateRaw } from "node:zlib";
import { CountFileError } from "./count-file-error.ts";
import { megabytes, mostUnpacked, type FileLimits } from "./limits.ts";

const unpackers = { gzip: promisify(gunzip), deflate: promisify(inflateRaw) } as const;

/** Decompresses up to the limits; a bomb is stopped at them, not measured afterwards. */
export async function unpacked(
  kind: keyof typeof unpackers,
  bytes: Uint8Array,
  what: string,
  limits: FileLimits,
): Promise<Uint8Array> {
  const maxOutputLength = mostUnpacked(bytes.length, limits);
  try {
    return await unpackers[kind](bytes, { maxOutputLength });
  } catch (error) {
    if (error instanceof RangeError) {
      const problem = `${what} is ${megabytes(bytes.length)} compressed and becomes more than ${megabytes(maxOutputLength)}, which no table of counts does`;
      throw new CountFileError(
        "too-large",
        { problem, seen: [], help: ["send a file with fewer rows, or not compressed"] },
        { cause: error },
      );
    }
    const problem = `${what} is compressed, but damaged or cut off`;
    throw new CountFileError(
      "damaged",
      { problem, seen: [], help: ["copy or export the file anew"] },
      { cause: error },
    );
  }
}
