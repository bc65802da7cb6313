import { definePermissions, defineSchoolPermissions } from '../../platform/auth/index.js';
import type { RoleCode } from '../../shared/roles.js';

/** Who decides requests of their school (domain rules, Role codes). */
export const DECIDERS: readonly RoleCode[] = ['secretary', 'school_admin', 'director'];

/** The operator, who answers where no school does. */
export const OPERATOR: readonly RoleCode[] = ['system_admin', 'support_agent'];

/** Everybody who decides requests of some kind; whose turn it is, the kind says. */
export const ANSWERING: readonly RoleCode[] = [...DECIDERS, 'regional_coordinator', ...OPERATOR];

definePermissions({
  // An applicant may hold no role yet: the first one comes with the first approval.
  'enrollment.apply': 'signed_in',
  'enrollment.read': 'signed_in',
  // Whose children, the statement knows.
  'enrollment.asked_documents': 'signed_in',
  'enrollment.statistics': ['regional_coordinator', 'system_admin'],
});

/** What a school sets for itself (SC-12); the director always answers. */
defineSchoolPermissions({
  /** Without it there is no queue either. */
  'enrollment.decide': {
    always: ['director', 'regional_coordinator', ...OPERATOR], usually: ['secretary', 'school_admin'], ifGiven: [],
    title: { ru: 'Видеть и рассматривать заявления, направленные школе', en: 'See and decide requests sent to the school' },
  },
  'enrollment.see_documents': {
    always: ['director', 'regional_coordinator', ...OPERATOR], usually: ['secretary', 'school_admin'], ifGiven: [],
    title: { ru: 'Открывать документы, приложенные к заявлениям', en: 'Open documents attached to requests' },
  },
  'enrollment.ask_documents': {
    always: ['director'], usually: ['secretary', 'school_admin'], ifGiven: [],
    title: { ru: 'Запрашивать документы у семей и принимать их', en: 'Ask families for documents and accept them' },
  },
  'enrollment.settings': {
    always: ['director'], usually: ['school_admin'], ifGiven: ['secretary'],
    title: { ru: 'Настраивать, что спрашивается в заявлениях, и сроки ответа', en: 'Set what requests ask for, and the terms of answers' },
  },
});
