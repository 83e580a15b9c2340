import { choosePlatform } from "./choose";
import { askEarly } from "./early";

export const platform = await choosePlatform();

/** What the first table shows is asked for here, in the first lines that are executed. */
export const early = askEarly(platform);

// The questions leave before the rest of the page keeps its only thread busy.
await new Promise((done) => setTimeout(done));
