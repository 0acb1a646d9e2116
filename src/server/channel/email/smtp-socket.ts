import { connect, type Socket } from "node:net";
import { isPrivateHost, publicLookup } from "../private-address.ts";

export class PrivateServer extends Error {}

/**
 * A connection to a mail server, made here rather than by the library, so that the address that was checked is the one that is
 * connected to. It ends when `signal` does, whatever is under way on it.
 */
export async function smtpSocket(
  { host, port }: { host: string; port: number },
  { signal, allowPrivateAddresses }: { signal: AbortSignal; allowPrivateAddresses: boolean },
): Promise<Socket> {
  if (!allowPrivateAddresses && isPrivateHost(host)) throw new PrivateServer();
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, ...(allowPrivateAddresses ? {} : { lookup: publicLookup }) });
    const end = (): void => {
      socket.destroy(new Error("stopped"));
    };
    signal.addEventListener("abort", end, { once: true });
    socket.once("close", () => signal.removeEventListener("abort", end));
    socket.once("error", reject);
    socket.once("connect", () => resolve(socket));
  });
}
