export { Deliveries, type PlannedDelivery } from './deliveries.js';
export { DeliveryModule } from './delivery.module.js';
export { DELIVERY_CHANNELS, type DeliveryChannel, type DeliveryOutcome, type DeliverySource, type Message } from './message.js';
export type { DeadDelivery } from './delivery-store.js';
