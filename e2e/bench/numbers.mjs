// What is told of many times.

/** The value that 95 of 100 samples don't exceed. */
export function p95(samples) {
  if (samples.length === 0) throw new Error("there are no samples");
  return samples.toSorted((one, other) => one - other)[Math.ceil(samples.length * 0.95) - 1];
}

/** One side of a measurement. */
export const side = (what, unit, samples) => ({ what, unit, samples });
