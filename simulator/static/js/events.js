/** The events in a webhook. */

/** Those that its body carries, whichever of Messenger's three lists they stand in. */
export function eventsOf(body) {
  return (body?.entry ?? []).flatMap((entry) => entry.messaging ?? entry.standby ?? entry.changes ?? []);
}
