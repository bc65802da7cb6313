import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, RequirePermission, RequireStepUp } from '../../../platform/auth/index.js';
import { Problems } from '../../../platform/http/index.js';
import type { Actor } from '../../../shared/actor.js';
import { RoleAdminService } from '../app/role-admin.service.js';
import { ReasonBody, RoleAssignmentBody } from './people.dto.js';
import { RoleAssignmentDto, toRoleAssignmentDto } from './person.dto.js';

@ApiTags('people')
@RequirePermission('identity.assign_roles')
@Controller('role-assignments')
export class RoleAssignmentsController {
  constructor(private readonly roles: RoleAdminService) {}

  /** A role the person holds already is answered as it is. */
  @Post()
  @RequireStepUp()
  @ApiOperation({ summary: 'Give a person in your scope a role', operationId: 'createRoleAssignment' })
  @Problems('identity.role_not_yours_to_give', 'identity.role_scope', 'identity.own_account', 'object.not_found', 'auth.step_up_needed')
  async create(@CurrentActor() actor: Actor, @Body() body: RoleAssignmentBody): Promise<RoleAssignmentDto> {
    const { validFrom, validUntil, ...rest } = body;
    return toRoleAssignmentDto(await this.roles.create(actor, {
      ...rest,
      validFrom: validFrom === undefined ? undefined : new Date(validFrom),
      validUntil: validUntil === undefined ? undefined : new Date(validUntil),
    }));
  }

  @Post(':id/terminate')
  @RequireStepUp()
  @HttpCode(200)
  @ApiOperation({ summary: 'End a role', operationId: 'terminateRoleAssignment' })
  @Problems('identity.role_not_yours_to_give', 'identity.own_account', 'identity.already_terminated', 'schools.last_administrator', 'object.not_found', 'auth.step_up_needed')
  async terminate(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ReasonBody): Promise<RoleAssignmentDto> {
    return toRoleAssignmentDto(await this.roles.terminate(actor, id, body.reason));
  }

  /** Only an ended one, and not the only one a person has (ID-13). */
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiOperation({ summary: 'Delete an ended role', operationId: 'deleteRoleAssignment' })
  @Problems('identity.role_not_yours_to_give', 'identity.own_account', 'identity.not_terminated', 'identity.last_role', 'object.not_found')
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.roles.delete(actor, id);
  }
}
