import { defineErrors } from '../../shared/domain-error.js';

export const filesErrors = defineErrors({
  'files.type': {
    kind: 'invalid',
    ru: 'По содержимому это не файл нужного вида. Принимаются: {limit}. Переименование не поможет: сохраните документ заново в одном из этих видов.',
    en: 'By its content this is not a file of an accepted type: {limit}. Renaming does not help: save the document again as one of these.',
  },
  'files.unreadable': {
    kind: 'invalid',
    ru: 'Файл повреждён или не открывается. Снимите или сохраните документ заново и загрузите ещё раз.',
    en: 'The file is damaged or does not open. Scan or save the document again and upload it once more.',
  },
  'files.too_many_pixels': {
    kind: 'invalid',
    ru: 'Изображение слишком большое (больше {limit} мегапикселей). Уменьшите его или снимите документ с обычным качеством.',
    en: 'The picture is too large (more than {limit} megapixels). Make it smaller or take it at the usual quality.',
  },
  'files.pdf_protected': {
    kind: 'invalid',
    ru: 'Документ PDF защищён паролем. Сохраните его без пароля (Печать → Сохранить как PDF) или пришлите снимок.',
    en: 'The PDF is protected by a password. Save it without one (Print → Save as PDF) or send a picture.',
  },
  'files.pdf_active': {
    kind: 'invalid',
    ru: 'В документе PDF есть сценарии, вложения или заполняемая форма с командами: такие не принимаются. Сохраните его заново (Печать → Сохранить как PDF) или пришлите снимок.',
    en: 'The PDF has scripts, attachments or a form with commands, which is not accepted. Save it again (Print → Save as PDF) or send a picture.',
  },
  'files.mixed': {
    kind: 'invalid',
    ru: 'Кроме документа в файле есть что-то ещё. Сохраните документ заново (Печать → Сохранить как PDF) или пришлите снимок.',
    en: 'There is something else in the file beside the document. Save it again (Print → Save as PDF) or send a picture.',
  },
  'files.cannot_attach': {
    kind: 'invalid',
    ru: 'Файл не найден или уже приложен к другому документу. Загрузите его ещё раз.',
    en: 'The file is not there or is attached elsewhere already. Upload it again.',
  },
  'files.being_checked': {
    kind: 'conflict',
    ru: 'Файл ещё проверяется антивирусом. Откройте его через минуту.',
    en: 'The antivirus is still looking at the file. Open it in a minute.',
  },
  'files.rejected': {
    kind: 'conflict',
    ru: 'Антивирус нашёл в файле опасное содержимое, и файл удалён. Нужно загрузить другой.',
    en: 'The antivirus found something dangerous in the file, and it was removed. Another one has to be uploaded.',
  },
  'files.too_many': {
    kind: 'too_many',
    ru: 'Слишком много неприложенных файлов. Приложите загруженные или подождите, пока они исчезнут.',
    en: 'Too many files that are not attached anywhere. Attach them or wait until they vanish.',
  },
});
