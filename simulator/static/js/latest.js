/** Fetching that never runs twice at a time and never misses a change. */

/**
 * `task` wrapped: asked for while it runs, it runs once more afterwards, however often asked.
 * A task that fails is dropped: the simulator is gone, and its return brings a fresh start.
 */
export function latest(task) {
  let running = false;
  let again = false;
  return async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await task().catch((problem) => console.info(problem.message));
    }
    running = false;
  };
}
