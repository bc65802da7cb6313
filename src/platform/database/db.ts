import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { Propagation, TransactionHost } from '@nestjs-cls/transactional';
import type { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import type { EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { AfterCommit } from './after-commit.js';
import { roundTrips } from './round-trips.js';
import { ON_OUTSIDE_POOL } from './two-pools.js';

/**
 * The database as repositories see it: everything follows the ambient transaction (architecture, Transactions 1).
 * Used in `persistence/` only.
 */
@Injectable()
export class Db {
  private readonly beside = new AsyncLocalStorage<true>();

  constructor(private readonly host: TransactionHost<TransactionalAdapterTypeOrm>, private readonly committed: AfterCommit) {}

  /** The manager of the ambient transaction, or the pool's when there is none. */
  get manager(): EntityManager {
    return this.host.tx;
  }

  repo<T extends ObjectLiteral>(entity: EntityTarget<T>): Repository<T> {
    return this.manager.getRepository(entity);
  }

  /** Rows of a statement; of an UPDATE or DELETE what RETURNING gives. */
  async query<Row extends object = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return (await this.run<Row>(sql, params)).rows;
  }

  /** The only row, or null. */
  async one<Row extends object = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<Row | null> {
    return (await this.query<Row>(sql, params))[0] ?? null;
  }

  /** How many rows an UPDATE or DELETE touched: 0 after a lost version check. */
  async affected(sql: string, params: readonly unknown[] = []): Promise<number> {
    return (await this.run(sql, params)).count;
  }

  /** Runs `fn` in the ambient transaction, or in a new one. */
  transaction<T>(fn: () => Promise<T>): Promise<T> {
    return this.host.withTransaction(fn);
  }

  /**
   * Runs `fn` in a transaction of its own, which stays when the ambient one is rolled back: tries, refusals, history.
   * Beside an ambient one it has a connection of a small pool of its own, so that those who hold one of the general pool
   * cannot starve each other. It must not wait for a row the ambient one has locked, and none begins inside another.
   */
  outside<T>(fn: () => Promise<T>): Promise<T> {
    if (!this.inTransaction) return this.host.withTransaction(fn);
    if (this.beside.getStore() === true) throw new Error('A transaction outside one that is outside already');
    return this.beside.run(true, () => this.host.withTransaction(Propagation.RequiresNew, ON_OUTSIDE_POOL, fn));
  }

  /** Runs `task` once the ambient transaction has committed; a rollback forgets it. It must not throw, nobody waits for it. */
  afterCommit(task: () => void): void {
    const runner = this.manager.queryRunner;
    if (!this.inTransaction || runner === undefined) throw new Error('afterCommit outside a transaction');
    this.committed.add(runner, task);
  }

  get inTransaction(): boolean {
    return this.host.isTransactionActive();
  }

  private async run<Row extends object>(sql: string, params: readonly unknown[]): Promise<{ rows: Row[]; count: number }> {
    roundTrips.inc();
    const result: unknown = await this.manager.query(sql, [...params]);
    // TypeORM answers an UPDATE or DELETE with [rows, count], everything else with rows, which are never arrays.
    if (Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number') {
      return { rows: result[0] as Row[], count: result[1] };
    }
    const rows = (Array.isArray(result) ? result : []) as Row[];
    return { rows, count: rows.length };
  }
}
