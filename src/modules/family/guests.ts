import { GuestAccesses } from './app/guest-accesses.service.js';
import { GuestsQuery } from './app/guests.query.js';
import { MoveGuest } from './app/move-guest.service.js';
import { GuestNotices } from './guest-notices.js';
import { GuestAccessesController } from './http/guest-accesses.controller.js';
import { GuestEndsHandler } from './jobs/guest-ends.handler.js';
import { GuestRepository } from './persistence/guest.repository.js';

/** What guests' accesses are made of (FA-10), for the module. */
export const GUESTS = [GuestAccesses, GuestsQuery, MoveGuest, GuestNotices, GuestEndsHandler, GuestRepository];
export const GUEST_CONTROLLERS = [GuestAccessesController];
