import './input-errors.js';

export { type ByteRange, byteRange } from './byte-range.js';
export { attachment, PRIVATE_FILE_HEADERS } from './attachment.js';
export { AnyParameters } from './any-parameters.pipe.js';
export { ApiBodyByKind, BodyByKind, type Kinds } from './body-by-kind.js';
export { IsCalendarDate, isCalendarDate, IsId, IsInstant, isInstant, IsWallTime, PageQuery, QueryBoolean, QueryInt } from './field-decorators.js';
export { HttpModule } from './http.module.js';
export { NoIdempotency } from './idempotency.interceptor.js';
export { readInput } from './input.pipe.js';
export { ApiBodyOneOf, LaterBody } from './later-body.js';
export { Language } from './language.js';
export { acceptForms, readForm, type Form, type FormFile, type FormRules } from './multipart.js';
export { buildOpenApi, serveOpenApi } from './openapi.js';
export { ProblemFilter, STATUS_OF_KIND } from './problem.filter.js';
export { problemsPage } from './problems-page.js';
export { Problems } from './problems.decorator.js';
export { ContentTagged, IfMatch, RawJson, Versioned } from './versions.js';
