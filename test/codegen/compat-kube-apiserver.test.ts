/** A real API server treats changed CRDs as the compatibility gate says. */
import { startRealServer } from "../servers/start.ts";
import { withRealServer } from "../servers/with-real-server.ts";
import { compatibility } from "./compat/suite.ts";

withRealServer(() =>
  compatibility("kube-apiserver", async () => {
    const server = (await startRealServer())!;
    return { url: server.url, ca: server.ca, token: server.tokens.admin, stop: () => server.stop() };
  }),
);
