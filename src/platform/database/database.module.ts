import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ClsPluginTransactional } from '@nestjs-cls/transactional';
import { ClsModule } from 'nestjs-cls';
import { Config } from '../config/index.js';
import { AfterCommit } from './after-commit.js';
import { runtimeConnection } from './connection.js';
import { Db } from './db.js';
import { HotDb } from './hot-db.js';
import { TwoPoolsAdapter } from './two-pools.js';

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Config],
      useFactory: (config: Config) => {
        const { connectionString, options } = runtimeConnection(config);
        return {
          type: 'postgres' as const,
          url: connectionString,
          autoLoadEntities: true,
          synchronize: false,
          migrationsRun: false,
          retryAttempts: 0,
          poolSize: config.settings.DATABASE_POOL,
          applicationName: 'cabinet',
          extra: options === undefined ? {} : { options },
        };
      },
    }),
    ClsModule.forRoot({
      global: true,
      plugins: [
        new ClsPluginTransactional({
          imports: [TypeOrmModule],
          adapter: new TwoPoolsAdapter(),
        }),
      ],
    }),
  ],
  providers: [AfterCommit, Db, HotDb],
  exports: [Db, HotDb],
})
export class DatabaseModule {}

/** Makes a module's entities known to `Db.repo`. */
export function withEntities(...entities: (new () => object)[]): DynamicModule {
  return TypeOrmModule.forFeature(entities);
}
