import { describe, expect, test } from "vitest";
import { isPrivateAddress, isPrivateHost, PRIVATE_ADDRESS_CODE, publicLookup } from "./private-address.ts";

describe("isPrivateAddress", () => {
  test.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:192.168.1.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
    "",
  ])("%j is private", (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  test.each([
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.0.1",
    "172.32.0.1",
    "192.169.0.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
  ])("%s is public", (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

describe("isPrivateHost", () => {
  test.each([
    ["http://127.0.0.1/", true],
    ["http://2130706433/", true],
    ["http://0x7f.1/", true],
    ["http://[::1]:8080/", true],
    ["http://[::ffff:10.0.0.1]/", true],
    ["https://8.8.8.8/", false],
    ["https://example.com/", false],
  ])("%s: %s", (url, isPrivate) => {
    expect(isPrivateHost(new URL(url).hostname)).toBe(isPrivate);
  });
});

describe("publicLookup", () => {
  test.each([{ all: true }, { all: false }])("a name of this machine is refused, with %j", async (options) => {
    const code = await new Promise((resolve) => {
      publicLookup("localhost", options, (error) => resolve(error?.code));
    });
    expect(code).toBe(PRIVATE_ADDRESS_CODE);
  });
});
