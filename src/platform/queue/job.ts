const declared = new Map<string, JobType>();

export const ON_JOB = Symbol('on-job');

/** A wake-up: work that the worker would find by itself a little later. It carries nothing. */
export interface JobType {
  readonly name: string;
}

/** Declares a job; boot fails when no `@OnJob` method handles it. */
export function defineJob(name: string): JobType {
  if (declared.has(name)) throw new Error(`Job ${name} is declared twice`);
  const job: JobType = Object.freeze({ name });
  declared.set(name, job);
  return job;
}

export function declaredJobs(): readonly string[] {
  return [...declared.keys()];
}

/** Marks a provider's method as the handler of a job. A job is never tried again: its sender polls as well. */
export function OnJob(job: JobType) {
  return (_target: object, _key: string | symbol, descriptor: TypedPropertyDescriptor<() => Promise<void>>): void => {
    Reflect.defineMetadata(ON_JOB, job.name, descriptor.value as object);
  };
}
