import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { TransactionHost } from '@nestjs-cls/transactional';
import type { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { Pool, type ClientBase } from 'pg';
import { Config } from '../config/index.js';
import { runtimeConnection } from './connection.js';
import { roundTrips } from './round-trips.js';

/** A named prepared statement of a hot path. The name is unique in the program: PostgreSQL plans it once a connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

const GENERIC_PLANS = '-c plan_cache_mode=force_generic_plan';
const POOL_SIZE = 8;

/**
 * The hot pool: prepared statements with forced generic plans, because over partitions the default plans again at each
 * call (architecture, Data). Inside a transaction the statement runs on the transaction's own connection.
 */
@Injectable()
export class HotDb implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor(config: Config, private readonly host: TransactionHost<TransactionalAdapterTypeOrm>) {
    this.pool = new Pool({ ...runtimeConnection(config, GENERIC_PLANS), max: POOL_SIZE, application_name: 'cabinet-hot' });
    // A broken idle connection is replaced by the pool at the next use; without a listener it would end the process.
    this.pool.on('error', () => undefined);
  }

  async run<Row extends object>(statement: Statement, params: readonly unknown[]): Promise<Row[]> {
    roundTrips.inc();
    const query = { name: statement.name, text: statement.text, values: [...params] };
    const runner = this.host.isTransactionActive() ? this.host.tx.queryRunner : undefined;
    const client: Pick<ClientBase, 'query'> = runner === undefined ? this.pool : ((await runner.connect()) as ClientBase);
    return (await client.query<Row & Record<string, unknown>>(query)).rows;
  }

  /**
   * One statement committed at once, whatever becomes of the ambient transaction: a reserved try, the audit of a refusal.
   * It waits for no second connection of the general pool, which many requests holding their first one would never get.
   */
  async apart<Row extends object>(statement: Statement, params: readonly unknown[]): Promise<Row[]> {
    roundTrips.inc();
    return (await this.pool.query<Row & Record<string, unknown>>({ name: statement.name, text: statement.text, values: [...params] })).rows;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
