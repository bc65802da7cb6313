import { ApiProperty } from '@nestjs/swagger';
import type { Device } from '../identity.contracts.js';

/** A device you chose to trust (ID-11). */
export class DeviceDto {
  @ApiProperty({ format: 'uuid', example: '0192f8a1-7b2c-7d3e-8f4a-5b6c7d8e9f07' })
  id: string;

  @ApiProperty({ type: String, nullable: true, example: 'Домашний компьютер' })
  name: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Mozilla/5.0' })
  userAgent: string | null;

  /** Address of the last sign-in. @example "203.0.113.7" */
  ip: string;

  /** Trusted since. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  createdAt: string;

  /** Last sign-in. */
  @ApiProperty({ format: 'date-time', example: '2026-11-22T08:30:00.000Z' })
  lastUsedAt: string;

  /** This session runs on it. @example true */
  current: boolean;
}

export class DevicesDto {
  items: DeviceDto[];
}

export function toDeviceDto({ createdAt, lastUsedAt, ...device }: Device, currentId: string | null): DeviceDto {
  return { ...device, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt.toISOString(), current: device.id === currentId };
}
