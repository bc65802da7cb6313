import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Notices } from '../../platform/notices/index.js';
import { ObjectTypes } from '../../platform/objects/index.js';
import { FileRejected, type RejectedFile } from './files.events.js';
import { FilesPolicy } from './files.policy.js';
import { FileRepository } from './persistence/file.repository.js';

const FILE = 'files.file';
const WORDS = {
  ru: {
    title: 'Загруженный файл удалён',
    body: 'Антивирус нашёл в загруженном вами файле опасное содержимое, и файл удалён. Проверьте своё устройство антивирусом и загрузите документ заново.',
  },
  en: {
    title: 'An uploaded file was removed',
    body: 'The antivirus found something dangerous in a file you uploaded, and it was removed. Check your device and upload the document again.',
  },
} as const;

/** What files tell the rest of the program at boot: who may know of a file, and what its uploader is told. */
@Injectable()
export class FilesRegistrations implements OnModuleInit {
  constructor(
    private readonly objects: ObjectTypes, private readonly notices: Notices, private readonly policy: FilesPolicy, private readonly files: FileRepository,
  ) {}

  onModuleInit(): void {
    this.objects.register(FILE, {
      canSee: async (actor, id) => {
        const [file] = await this.files.byIds([id]);
        return file !== undefined && this.policy.mayRead(actor, file);
      },
      label: async (id) => (await this.files.byIds([id]))[0]?.name ?? null,
    });
    this.notices.register<RejectedFile>({
      event: FileRejected, type: 'files.rejected', category: 'document', importance: 'high',
      audience: ({ payload }) => Promise.resolve([{ key: payload.fileId, to: { people: [payload.uploadedBy] }, object: { type: FILE, id: payload.fileId } }]),
      stillTrue: async ({ subject, personId }) => {
        const [file] = await this.files.byIds([subject.object.id]);
        return file?.state === 'rejected' && file.uploadedBy === personId;
      },
      text: ({ subject }, locale) => Promise.resolve({ ...WORDS[locale], link: `/api/v1/files/${subject.object.id}` }),
    });
  }
}
