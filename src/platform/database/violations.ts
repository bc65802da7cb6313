/** A constraint that refused a write. On partitions the constraint's name is generated: rely on schema and table. */
export interface Violation {
  readonly schema: string;
  readonly table: string;
  readonly constraint: string;
}

export const uniqueViolation = (error: unknown): Violation | null => violation(error, '23505');
export const exclusionViolation = (error: unknown): Violation | null => violation(error, '23P01');
export const foreignKeyViolation = (error: unknown): Violation | null => violation(error, '23503');
export const checkViolation = (error: unknown): Violation | null => violation(error, '23514');

/** True for an error after which the whole transaction may be tried again: deadlock or serialization failure. */
export function isRetryable(error: unknown): boolean {
  const { code } = driverError(error);
  return code === '40P01' || code === '40001';
}

function violation(error: unknown, sqlState: string): Violation | null {
  const { code, schema, table, constraint } = driverError(error);
  return code === sqlState ? { schema: schema ?? '', table: table ?? '', constraint: constraint ?? '' } : null;
}

interface DriverError { code?: string; schema?: string; table?: string; constraint?: string }

function driverError(error: unknown): DriverError {
  const outer = error as { driverError?: DriverError } & DriverError;
  return outer?.driverError ?? outer ?? {};
}
