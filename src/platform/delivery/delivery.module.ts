import { Global, Module } from '@nestjs/common';
import { QueueTuning } from '../queue/index.js';
import { Deliveries } from './deliveries.js';
import { DeliveryStore } from './delivery-store.js';
import { DeliveryWorker } from './delivery-worker.js';
import { DevOutboxController } from './dev-outbox.controller.js';
import { LocalMailbox } from './local-mailbox.js';
import { MailboxStore } from './mailbox-store.js';
import { Sender } from './sender.js';
import { DeliveryTuning } from './tuning.js';

@Global()
@Module({
  controllers: [DevOutboxController],
  providers: [
    { provide: DeliveryTuning, inject: [QueueTuning], useFactory: (tuning: QueueTuning) => tuning.delivery },
    Deliveries, DeliveryStore, Sender, LocalMailbox, MailboxStore, DeliveryWorker,
  ],
  exports: [Deliveries],
})
export class DeliveryModule {}
