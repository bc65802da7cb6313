import { Counter } from 'prom-client';

/** Statements sent to the database by this process (performance P5 reads it). */
export const roundTrips = new Counter({ name: 'db_round_trips_total', help: 'Statements sent to PostgreSQL by this process' });
