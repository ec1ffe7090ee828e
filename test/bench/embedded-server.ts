/** A process of the bench: the embedded API server alone, on disk, with the CRDs and policies. */
import { randomBytes } from "node:crypto";
import { startApiServer } from "../../runtime/apiserver/server.ts";
import { installManifests } from "./install.ts";

const token = randomBytes(16).toString("hex");
const server = await startApiServer({
  dataDir: process.argv[2]!,
  tokens: { [token]: { username: "admin", groups: ["system:masters", "system:authenticated"] } },
  onError: (error, what) => console.error(what, error),
});
await installManifests({ url: server.url, ca: server.caCertificate }, token);
process.once("disconnect", () => void server.close());
process.send!({ url: server.url, ca: server.caCertificate, token });
