import { TrustedDevices } from './app/devices/trusted-devices.js';
import { SignInNoticeRegistrations } from './app/notices/sign-in-notice-registrations.js';
import { SignInNoticesService } from './app/notices/sign-in-notices.service.js';
import { AccountStates } from './app/states/account-states.js';
import { StateNotices } from './app/states/state-notices.js';
import { MyDevicesController } from './http/my-devices.controller.js';
import { MyFreezeController } from './http/my-freeze.controller.js';
import { SignInNoticesController } from './http/sign-in-notices.controller.js';
import { AccountStatesRepository } from './persistence/account-states.repository.js';
import { DevicesRepository } from './persistence/devices.repository.js';
import { SignInNoticesRepository } from './persistence/sign-in-notices.repository.js';

/** What watches over accounts: devices, notices of sign-ins, blocking and freezing (ID-9, ID-11, ID-12, ID-17). */
export const protectionControllers = [MyDevicesController, MyFreezeController, SignInNoticesController];
export const protectionProviders = [
  DevicesRepository, TrustedDevices,
  AccountStatesRepository, AccountStates, StateNotices,
  SignInNoticesRepository, SignInNoticesService, SignInNoticeRegistrations,
];
