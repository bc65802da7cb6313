import { defineEvent } from '../../platform/outbox/index.js';

/** A file is gone from the register; its bytes are removed by the subscriber, once the register says so for good. */
export const FileRemoved = defineEvent<{ readonly fileId: string }>('files.removed');
