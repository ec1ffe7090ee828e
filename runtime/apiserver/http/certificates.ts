/** The certificate authority and the server certificate of one data folder. */
import { X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "selfsigned";

/** PEM texts. */
export interface Certificates {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

const day = 24 * 60 * 60 * 1000;
const validity = 3650 * day;
const renewBefore = 30 * day;

/**
 * The certificates in `folder`, made when there are none or when they end soon. Clients trust them by `ca`; its key is
 * not kept. Without a folder they live in memory only.
 */
export async function loadCertificates(folder: string | undefined, now: number): Promise<Certificates> {
  if (folder === undefined) return makeCertificates(now);
  const path = join(folder, "certificates.json");
  const kept = readKept(path);
  if (kept !== undefined && Date.parse(new X509Certificate(kept.certificate).validTo) > now + renewBefore)
    return kept;
  const made = await makeCertificates(now);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Written aside first: a crash leaves the old file or the new one, never half of one.
  writeFileSync(`${path}.new`, JSON.stringify(made), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return made;
}

function readKept(path: string): Certificates | undefined {
  try {
    const kept = JSON.parse(readFileSync(path, "utf8")) as Partial<Certificates>;
    const { ca, certificate, key } = kept;
    return ca !== undefined && certificate !== undefined && key !== undefined
      ? { ca, certificate, key }
      : undefined;
  } catch {
    return undefined;
  }
}

async function makeCertificates(now: number): Promise<Certificates> {
  const common = {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(now - day),
    notAfterDate: new Date(now + validity),
  } as const;
  const ca = await generate([{ name: "commonName", value: "vmop-ca" }], {
    ...common,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });
  const server = await generate([{ name: "commonName", value: "vmop-apiserver" }], {
    ...common,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 2, value: "kubernetes.default.svc" },
          { type: 7, ip: "127.0.0.1" },
          { type: 7, ip: "::1" },
        ],
      },
    ],
  });
  return { ca: ca.cert, certificate: server.cert, key: server.private };
}
