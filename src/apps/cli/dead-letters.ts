import { NestFactory } from '@nestjs/core';
import type { Config } from '../../platform/config/index.js';
import { Deliveries } from '../../platform/delivery/index.js';
import { PlatformModule } from '../../platform/platform.module.js';
import { DeadLetters } from '../../platform/queue/index.js';
import { OffsetClock } from '../../shared/clock.js';

const AT_MOST = 1000;

/**
 * What was given up (NO-5): `dead-letters` lists, one JSON object a line; `dead-letters again` sends all of it again,
 * `dead-letters again <id>` what belongs to that event or delivery.
 */
export async function deadLettersCommand(config: Config, [verb, id]: readonly string[]): Promise<void> {
  if (verb !== undefined && verb !== 'again') throw new Error('Usage: dead-letters [again [<id of an event or delivery>]]');
  const platform = PlatformModule.withoutHttp(config, new OffsetClock(config.settings.CLOCK_OFFSET));
  const app = await NestFactory.createApplicationContext(platform, { logger: false, abortOnError: false });
  try {
    const [events, deliveries] = [app.get(DeadLetters, { strict: false }), app.get(Deliveries, { strict: false })];
    const [deadEvents, deadDeliveries] = [await events.list(AT_MOST), await deliveries.dead(AT_MOST)];
    if (verb === undefined) {
      for (const letter of [...deadEvents, ...deadDeliveries]) console.log(JSON.stringify(letter));
      return;
    }
    let again = 0;
    for (const { eventId, subscriber } of deadEvents) if ((id === undefined || id === eventId) && (await events.sendAgain(eventId, subscriber))) again += 1;
    // An SMS that may have gone out goes again only when it is named.
    const wanted = deadDeliveries.filter((d) => (id === undefined ? d.state === 'failed' : id === d.id));
    for (const delivery of wanted) if (await deliveries.again(delivery.id)) again += 1;
    console.log(`Sent again: ${again}`);
  } finally {
    await app.close();
  }
}
