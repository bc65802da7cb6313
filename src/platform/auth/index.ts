export { ACCESS_TOKEN_SECONDS, AccessTokens } from './access-tokens.js';
export { AuthModule } from './auth.module.js';
export { AllowedDuringSetup, CurrentActor, Public, RequirePermission } from './decorators.js';
export { needLevel, RequireLevel } from './diary-level.js';
export {
  declaredPermissions, definePermissions, defineFixedPermissions, defineSchoolPermissions, permissionRule, type PermissionRule, schoolPermissions, shownPermissions,
} from './permissions.js';
export { SchoolAccess } from './school-access.js';
export { needStepUp, provedLately, RequireStepUp, STEP_UP_SECONDS } from './step-up.js';
export { SchoolZones } from './school-zones.js';
export { SessionPort, type AccessClaims, type SessionFacts } from './session-port.js';
