#!/usr/bin/env node
import { run } from "libtransport-backend";
import { EchoPlugin } from "./plugin.js";

await run((options) => new EchoPlugin(options));
