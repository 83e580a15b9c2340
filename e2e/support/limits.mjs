// Nothing in these tests waits without a bound.

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The promise's result, or an error that names what took too long. */
export async function within(milliseconds, what, promise) {
  let timer;
  const timeUp = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks again and again until the answer is something other than undefined, null or false, and returns it. */
export async function until(what, ask, milliseconds = 10_000) {
  const deadline = Date.now() + milliseconds;
  let reason = "";
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
    } catch (error) {
      reason = `; the last attempt: ${error.message}`;
    }
    if (Date.now() >= deadline) throw new Error(`${what}: not within ${milliseconds} ms${reason}`);
    await sleep(50);
  }
}
