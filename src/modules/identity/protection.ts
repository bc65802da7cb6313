import { TrustedDevices } from './app/devices/trusted-devices.js';
import { SignInNoticeRegistrations } from './app/notices/sign-in-notice-registrations.js';
import { SignInNoticesService } from './app/notices/sign-in-notices.service.js';
import { MyDevicesController } from './http/my-devices.controller.js';
import { SignInNoticesController } from './http/sign-in-notices.controller.js';
import { DevicesRepository } from './persistence/devices.repository.js';
import { SignInNoticesRepository } from './persistence/sign-in-notices.repository.js';

/** What watches over accounts: devices, notices of sign-ins (ID-9, ID-11, ID-12). */
export const protectionControllers = [MyDevicesController, SignInNoticesController];
export const protectionProviders = [
  DevicesRepository, TrustedDevices,
  SignInNoticesRepository, SignInNoticesService, SignInNoticeRegistrations,
];
