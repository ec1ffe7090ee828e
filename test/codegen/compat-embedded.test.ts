/** The embedded API server treats changed CRDs as the compatibility gate says. */
import { startApiServer } from "../../runtime/apiserver/server.ts";
import { compatibility } from "./compat/suite.ts";

compatibility("embedded", async () => {
  const tokens = { admin: { username: "admin", groups: ["system:masters"] } };
  const server = await startApiServer({ memory: true, tokens });
  return { url: server.url, ca: server.caCertificate, token: "admin", stop: () => server.close() };
});
