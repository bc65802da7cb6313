import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission } from '../../../platform/auth/index.js';
import { Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { ContactsOnFile } from '../app/contacts-on-file.service.js';
import { ContactsOnFileBody, ContactsOnFileDto, toContactsDto } from './claim.dto.js';

/** Phones of representatives that a school has on file. */
@ApiTags('Families')
@RequirePermission('family.contacts_on_file')
@Controller('pupils/:id/contacts-on-file')
export class ContactsOnFileController {
  constructor(private readonly contacts: ContactsOnFile) {}

  @Get()
  @ApiOperation({ summary: "Representatives' phones on file for a pupil, masked", operationId: 'listContactsOnFile' })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ContactsOnFileDto> {
    return toContactsDto(await this.contacts.read(actor, id));
  }

  /** A parent who enters the child exactly and proves one of these phones is linked at once; the name has to be the account's too (FA-1). */
  @Put()
  @ApiOperation({ summary: "Put representatives' phones on file for a pupil (FA-1)", operationId: 'putContactsOnFile' })
  @Problems('family.phone', 'family.phones_repeat')
  async put(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() { items }: ContactsOnFileBody): Promise<ContactsOnFileDto> {
    await this.contacts.replace(actor, id, items.map(({ relationship: kind, ...contact }) => ({ ...contact, kind })));
    return this.read(actor, id);
  }
}
