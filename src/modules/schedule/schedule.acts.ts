import { defineOwnActs } from '../audit/index.js';

defineOwnActs({ 'schools.export_timetable': { kind: 'exports', ru: 'Выгружено расписание', en: 'Exported the timetable' } });
