/** What the embedded API server makes of the generator's outputs. */
import { isDeepStrictEqual } from "node:util";
import { test } from "uvu";
import { type ApiServer, startApiServer } from "../../runtime/apiserver/server.ts";
import { type HttpClient, httpClient, type Send } from "../support/http.ts";
import { answersChanges } from "./on-server/compat.ts";
import { givesVerdicts } from "./on-server/forms.ts";
import { servesOutputs } from "./on-server/served.ts";

let server: ApiServer;
let client: HttpClient;

test.before(async () => {
  const tokens = { admin: { username: "admin", groups: ["system:masters", "system:authenticated"] } };
  server = await startApiServer({ memory: true, tokens });
  client = httpClient({ url: server.url, ca: server.caCertificate }, "admin");
});
test.after(async () => {
  client?.close();
  await server?.close();
});

const send: Send = (path, options) => client(path, options);

givesVerdicts(send);
answersChanges(send);
servesOutputs(send, (served, printed, url) => (isDeepStrictEqual(served, printed) ? [] : [url]));

test.run();
