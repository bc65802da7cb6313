import { ChildAccounts } from './app/children/child-accounts.js';
import { TrustedDevices } from './app/devices/trusted-devices.js';
import { SignInNoticeRegistrations } from './app/notices/sign-in-notice-registrations.js';
import { SignInNoticesService } from './app/notices/sign-in-notices.service.js';
import { Config } from '../../platform/config/index.js';
import { Geolocation, NoGeolocation } from './app/security/geolocation.js';
import { Monitoring } from './app/security/monitoring/monitoring.js';
import { monitoringOf } from './app/security/monitoring/monitoring-of.js';
import { SecurityEvents } from './app/security/security-events.js';
import { SecurityWatch } from './app/security/security-watch.js';
import { UnusualSignIns } from './app/security/unusual-sign-ins.js';
import { AccountStates } from './app/states/account-states.js';
import { StateNotices } from './app/states/state-notices.js';
import { MyDevicesController } from './http/my-devices.controller.js';
import { MyFreezeController } from './http/my-freeze.controller.js';
import { SignInNoticesController } from './http/sign-in-notices.controller.js';
import { SecurityEventsHandler } from './jobs/security-events.handler.js';
import { AccountStatesRepository } from './persistence/account-states.repository.js';
import { DevicesRepository } from './persistence/devices.repository.js';
import { SecurityEventsRepository } from './persistence/security-events.repository.js';
import { SignInNoticesRepository } from './persistence/sign-in-notices.repository.js';

/** What watches over accounts: devices, notices of sign-ins, blocking and freezing, security events (ID-9, ID-11, ID-12, ID-16, ID-17). */
export const protectionControllers = [MyDevicesController, MyFreezeController, SignInNoticesController];
export const protectionProviders = [
  ChildAccounts,
  DevicesRepository, TrustedDevices,
  AccountStatesRepository, AccountStates, StateNotices,
  { provide: Geolocation, useClass: NoGeolocation },
  { provide: Monitoring, inject: [Config], useFactory: monitoringOf },
  SecurityEventsRepository, SecurityEvents, SecurityWatch, UnusualSignIns, SecurityEventsHandler,
  SignInNoticesRepository, SignInNoticesService, SignInNoticeRegistrations,
];
