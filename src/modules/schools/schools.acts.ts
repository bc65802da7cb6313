import { defineOwnActs } from '../audit/index.js';

defineOwnActs({
  'schools.export_pupils': { kind: 'exports', ru: 'Выгружен список учеников', en: 'Exported the roster of pupils' },
  'schools.export_classes': { kind: 'exports', ru: 'Выгружен список классов', en: 'Exported the list of classes' },
});
