// A display that nobody sees.

import { firstLine, start } from "./process.mjs";

/** Starts a virtual display of the size, under a number that is free. `name` is what DISPLAY has to be. */
export async function startDisplay({ width = 1920, height = 1080 } = {}) {
  const screen = ["-screen", "0", `${width}x${height}x24`];
  const stdio = ["ignore", "pipe", "pipe", "pipe"];
  const server = await start("display", "Xvfb", ["-displayfd", "3", ...screen, "-nolisten", "tcp"], {
    stdio,
  });
  const number = await firstLine(server, server.child.stdio[3], "the start of Xvfb");
  return { name: `:${number}`, stop: server.stop };
}
