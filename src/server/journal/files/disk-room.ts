import { statfs } from "node:fs/promises";

/** Room on the disk that holds a folder, for whoever runs this process; null where the system does not tell. */
export async function roomIn(folder: string): Promise<{ freeBytes: number; totalBytes: number } | null> {
  try {
    const { bsize, bavail, blocks } = await statfs(folder);
    return blocks === 0 ? null : { freeBytes: bsize * bavail, totalBytes: bsize * blocks };
  } catch {
    return null;
  }
}
