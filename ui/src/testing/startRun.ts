import { act } from "@testing-library/react";
import type { MockPlatform } from "@/platform/mock";

/** Gives licenses to these people, as a list from a file says, and begins to carry that out. Gives the run's id. */
export async function startRun(platform: MockPlatform, names: readonly string[]): Promise<string> {
  return act(async () => {
    const seats = await platform.freeSeats();
    const [most] = seats.toSorted((left, right) => right.count - left.count);
    if (!most || most.count < names.length) throw new Error("the stand-in has not so many free seats");
    const lines = names.map((name) => `${name}@northwind.example,Nia,New,${most.product.code}`);
    const text = ["email,first name,last name,product", ...lines].join("\n");
    const { id, mapping } = await platform.readList("New starters.csv", btoa(text), null);
    const options = { product: null, team: null, sendEmail: false, includeOfflineCode: false };
    const wish = { kind: "assign", ...options } as const;
    const plan = await platform.planChange({ kind: "list", list: id, mapping, wish });
    if (plan.counts.changes !== names.length) throw new Error("not all of these people can get a license");
    return (await platform.applyPlan(plan.id)).id;
  });
}
