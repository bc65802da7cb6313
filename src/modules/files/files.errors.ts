import { defineErrors } from '../../shared/domain-error.js';

export const filesErrors = defineErrors({
  'files.type': {
    kind: 'invalid',
    ru: 'По содержимому это не файл нужного вида. Принимаются: {limit}. Переименование не поможет: сохраните документ заново в одном из этих видов.',
    en: 'By its content this is not a file of an accepted type: {limit}. Renaming does not help: save the document again as one of these.',
  },
  'files.cannot_attach': {
    kind: 'invalid',
    ru: 'Файл не найден или уже приложен к другому документу. Загрузите его ещё раз.',
    en: 'The file is not there or is attached elsewhere already. Upload it again.',
  },
  'files.too_many': {
    kind: 'too_many',
    ru: 'Слишком много неприложенных файлов. Приложите загруженные или подождите, пока они исчезнут.',
    en: 'Too many files that are not attached anywhere. Attach them or wait until they vanish.',
  },
});
