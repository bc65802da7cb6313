import { Global, Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { HotDb } from '../database/index.js';
import { Log } from '../logging/index.js';
import { Broadcast } from './broadcast.js';
import { PostgresBroadcast } from './postgres-broadcast.js';
import { RedisBroadcast } from './redis-broadcast.js';

@Global()
@Module({
  providers: [{
    provide: Broadcast,
    inject: [Config, HotDb, Log],
    useFactory: (config: Config, hot: HotDb, log: Log): Broadcast => {
      const redis = config.settings.REDIS_URL;
      return redis === null ? new PostgresBroadcast(config, hot, log) : new RedisBroadcast(redis, log);
    },
  }],
  exports: [Broadcast],
})
export class BroadcastModule {}
