import { roundTrips } from '../../src/platform/database/round-trips.js';

/** How many statements `act` sends to the database: for module specs, where nothing else runs beside it. */
export async function statementsSent(act: () => Promise<unknown>): Promise<number> {
  const before = (await roundTrips.get()).values[0]?.value ?? 0;
  await act();
  return (await roundTrips.get()).values[0]!.value - before;
}
