/** The parameters of admission on the embedded server. */
import { test } from "uvu";
import { startEmbedded } from "../servers/start-embedded.ts";
import { parameters } from "./parameters-suite.ts";

parameters(startEmbedded);
test.run();
