export { Jobs, type Job, type JobState } from './jobs.js';
export { JobDto, toJobDto } from './job.dto.js';
export { JobsModule } from './jobs.module.js';
