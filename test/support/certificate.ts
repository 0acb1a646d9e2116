import { generate } from "selfsigned";

export interface Certificate {
  key: string;
  cert: string;
}

/** A certificate for `name` that nobody but itself vouches for, valid from a day before to a day after; or expired since. */
export async function selfSignedCertificate(name: string, { isExpired = false } = {}): Promise<Certificate> {
  const day = 86_400_000;
  const now = Date.now();
  const { private: key, cert } = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    notBeforeDate: new Date(now - 3 * day),
    notAfterDate: new Date(isExpired ? now - day : now + day),
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: name }] }],
  });
  return { key, cert };
}
