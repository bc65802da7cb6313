import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowedDuringSetup, CurrentActor, RequirePermission } from '../../../../platform/auth/index.js';
import { NoIdempotency, Problems } from '../../../../platform/http/index.js';
import type { Actor } from '../../../../shared/actor.js';
import { ContactsService } from '../../app/contacts/contacts.service.js';
import type { Origin } from '../../identity.contracts.js';
import { CallerOrigin } from '../origin.js';
import { ContactChangeBody, ContactChangeDto, ContactConfirmBody, ContactsDto, toContactChangeDto, toContactsDto } from './contacts.dto.js';

@ApiTags('me')
@AllowedDuringSetup()
@NoIdempotency()
@RequirePermission('signed_in')
@Controller('me/contacts')
export class ContactsController {
  constructor(private readonly contacts: ContactsService) {}

  @Get()
  @ApiOperation({ summary: 'List your own contacts', operationId: 'listMyContacts' })
  async list(@CurrentActor() actor: Actor): Promise<ContactsDto> {
    return toContactsDto(await this.contacts.list(actor));
  }

  /** Sends a code to the new contact and one to a contact proved before (ID-15); after a transit password the first alone is enough (ID-4). */
  @Post()
  @ApiOperation({ summary: 'Begin to change a contact', operationId: 'changeMyContact' })
  @Problems('input.invalid', 'codes.too_many_sends', 'contacts.no_other_proof')
  async begin(@CurrentActor() actor: Actor, @Body() body: ContactChangeBody, @CallerOrigin() origin: Origin): Promise<ContactChangeDto> {
    return toContactChangeDto(await this.contacts.begin(actor, body.kind, body.value, body.formerLost ?? false, origin));
  }

  /** A right code is remembered when the other is wrong or missing. The former contact is told. */
  @Post('changes/:id/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm a changed contact by the codes', operationId: 'confirmMyContact' })
  @Problems('input.invalid', 'auth.too_many', 'object.not_found')
  async confirm(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ContactConfirmBody, @CallerOrigin() origin: Origin): Promise<ContactsDto> {
    return toContactsDto(await this.contacts.confirm(actor, id, body, origin));
  }
}
