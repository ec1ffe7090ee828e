/** What a real API server makes of the generator's outputs. */
import { test } from "uvu";
import { onRealServer } from "../servers/with-real-server.ts";
import { answersChanges } from "./on-server/compat.ts";
import { acceptsCrds } from "./on-server/crds.ts";
import { givesVerdicts } from "./on-server/forms.ts";
import { differences } from "./on-server/kube-documents.ts";
import { grantsRoles } from "./on-server/roles.ts";
import { servesOutputs } from "./on-server/served.ts";

onRealServer({ controllers: true }, (send) => {
  // Tries CRDs that `servesOutputs` installs, so it comes first.
  acceptsCrds(send);
  givesVerdicts(send);
  answersChanges(send);
  servesOutputs(send, differences);
  grantsRoles(send);
});

test.run();
