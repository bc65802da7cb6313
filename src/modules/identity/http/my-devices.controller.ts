import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowedDuringSetup, CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { TrustedDevices } from '../app/devices/trusted-devices.js';
import { OwnSessionsService } from '../app/own-sessions.service.js';
import { DevicesDto, toDeviceDto } from './my-devices.dto.js';

@ApiTags('me')
@RequirePermission('signed_in')
@AllowedDuringSetup()
@Controller('me/devices')
export class MyDevicesController {
  constructor(private readonly devices: TrustedDevices, private readonly sessions: OwnSessionsService) {}

  /** A session lives longer on them, and a sign-in from them is looked at even while others have locked the account (ID-9, ID-11). */
  @Get()
  @ApiOperation({ summary: 'List the devices you trust', operationId: 'listMyDevices' })
  async list(@CurrentActor() actor: Actor): Promise<DevicesDto> {
    const current = (await this.sessions.list(actor)).find((session) => session.id === actor.sessionId)?.deviceId ?? null;
    return { items: (await this.devices.list(actor)).map((device) => toDeviceDto(device, current)) };
  }

  /** Its sessions end at once. */
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Trust a device no longer', operationId: 'removeMyDevice' })
  @Problems('object.not_found')
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.devices.remove(actor, id);
  }
}
