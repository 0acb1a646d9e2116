import { lookup as resolve } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** From the IANA registries of special-purpose addresses: everything that is not a host of the public internet. */
const reserved4: readonly [network: string, prefix: number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

const reserved6: readonly [network: string, prefix: number][] = [
  ["::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
  ["5f00::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];

/** IPv4 hosts as IPv6 networks see them: mapped addresses, and NAT64. */
const embeddings = ["::ffff:", "64:ff9b::"] as const;

function reservedAddresses(): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of reserved4) {
    list.addSubnet(network, prefix, "ipv4");
    for (const embedding of embeddings) list.addSubnet(embedding + network, 96 + prefix, "ipv6");
  }
  for (const [network, prefix] of reserved6) list.addSubnet(network, prefix, "ipv6");
  return list;
}

const reserved = reservedAddresses();

/** True for an address that is not on the public internet, and for what is no address. */
export function isPrivateAddress(address: string): boolean {
  const [bare = ""] = address.split("%", 1);
  const family = isIP(bare);
  return family === 0 || reserved.check(bare, family === 6 ? "ipv6" : "ipv4");
}

/** True when the host of a URL is itself a private address; a name is judged by what it resolves to, in `publicLookup`. */
export function isPrivateHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "");
  return isIP(bare) !== 0 && isPrivateAddress(bare);
}

export const PRIVATE_ADDRESS_CODE = "EPRIVATEADDRESS";

/**
 * Resolves names for `http.request`, but to public addresses only. Checking here, rather than before, leaves no moment in which
 * the name could be pointed elsewhere. One private address among several is enough to refuse.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) {
      callback(error ?? Object.assign(new Error("no address"), { code: "ENOTFOUND" }), "", 0);
    } else if (addresses.some(({ address }) => isPrivateAddress(address))) {
      callback(Object.assign(new Error("private address"), { code: PRIVATE_ADDRESS_CODE }), "", 0);
    } else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
