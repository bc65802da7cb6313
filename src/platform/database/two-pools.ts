import { getDataSourceToken } from '@nestjs/typeorm';
import { type TypeOrmTransactionOptions, TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { DataSource, type EntityManager } from 'typeorm';

type Options = Partial<TypeOrmTransactionOptions> & { readonly outside?: true };
type SetManager = (manager?: EntityManager) => void;

const OUTSIDE_POOL_SIZE = 2;

/** Options of a transaction that asks for the pool beside the general one; our own, so the library does not know it. */
export const ON_OUTSIDE_POOL = { outside: true } as unknown as TypeOrmTransactionOptions;

/** The pool of transactions that run beside an ambient one; opened when the first of them begins. */
export class OutsidePool {
  private opened: Promise<DataSource> | null = null;

  constructor(private readonly general: DataSource, private readonly watch: (source: DataSource) => void) {}

  get(): Promise<DataSource> {
    this.opened ??= this.open();
    return this.opened;
  }

  async close(): Promise<void> {
    await (await this.opened)?.destroy();
  }

  private async open(): Promise<DataSource> {
    const source = new DataSource({ ...this.general.options, poolSize: OUTSIDE_POOL_SIZE, applicationName: 'cabinet-outside' } as DataSource['options']);
    try {
      await source.initialize();
      this.watch(source); // initialising makes a new list of subscribers
      return source;
    } catch (error) {
      this.opened = null; // the next one tries again
      throw error;
    }
  }
}

/**
 * The transactional adapter with a pool of its own for `Db.outside`. Whoever asks for such a transaction holds a connection
 * of the general pool already: waiting there for a second one, enough requests would wait for each other for ever.
 */
export class TwoPoolsAdapter extends TransactionalAdapterTypeOrm {
  constructor() {
    super({ dataSourceToken: getDataSourceToken() });
    const usual = this.optionsFactory;
    this.optionsFactory = (general) => {
      const options = usual(general);
      return {
        ...options,
        wrapWithTransaction: async (asked: Options, fn: () => Promise<unknown>, setManager: SetManager) => {
          const { outside, ...rest } = asked;
          if (outside !== true) return options.wrapWithTransaction(rest as TypeOrmTransactionOptions, fn, setManager);
          const pool = OUTSIDE.get(general);
          if (pool === undefined) throw new Error('No pool for transactions outside the ambient one');
          return (await pool.get()).transaction((manager) => {
            setManager(manager);
            return fn();
          });
        },
      };
    };
  }
}

/** The pool beside each general one: the adapter is made before there is anything to inject. */
const OUTSIDE = new WeakMap<DataSource, OutsidePool>();

/** @param watch is given the pool's own source once it is open */
export function outsidePoolOf(general: DataSource, watch: (source: DataSource) => void): OutsidePool {
  const pool = OUTSIDE.get(general) ?? new OutsidePool(general, watch);
  OUTSIDE.set(general, pool);
  return pool;
}
