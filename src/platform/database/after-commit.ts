import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource, QueryRunner, TransactionCommitEvent } from 'typeorm';
import { type OutsidePool, outsidePoolOf } from './two-pools.js';

/** Remembers what is to be done once a transaction has committed; a rollback forgets it. */
@Injectable()
export class AfterCommit implements OnModuleInit, OnApplicationShutdown {
  private readonly waiting = new WeakMap<QueryRunner, Set<() => void>>();

  private readonly outside: OutsidePool;

  constructor(@Inject(getDataSourceToken()) private readonly dataSource: DataSource) {
    this.outside = outsidePoolOf(dataSource, (source) => this.watch(source));
  }

  onModuleInit(): void {
    this.watch(this.dataSource);
  }

  onApplicationShutdown(): Promise<void> {
    return this.outside.close();
  }

  private watch(source: DataSource): void {
    source.subscribers.push({
      afterTransactionCommit: ({ queryRunner }: TransactionCommitEvent) => {
        // A released savepoint is not a commit.
        if (queryRunner.isTransactionActive) return;
        const tasks = this.take(queryRunner);
        for (const task of tasks) task();
      },
      afterTransactionRollback: ({ queryRunner }) => {
        if (!queryRunner.isTransactionActive) this.take(queryRunner);
      },
    });
  }

  add(runner: QueryRunner, task: () => void): void {
    const tasks = this.waiting.get(runner) ?? new Set();
    this.waiting.set(runner, tasks.add(task));
  }

  private take(runner: QueryRunner): ReadonlySet<() => void> {
    const tasks = this.waiting.get(runner) ?? new Set();
    this.waiting.delete(runner);
    return tasks;
  }
}
