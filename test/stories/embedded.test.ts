/** The stories on the embedded server: what kube-apiserver answered is what it must answer. */
import { test } from "uvu";
import { startEmbedded } from "../servers/start-embedded.ts";
import { stories } from "./stories.ts";

stories(startEmbedded);
test.run();
