import type { TeachingGap, TeachingGapReason, TeachingPlan } from '../../schools/index.js';
import type { Words } from '../domain/reasons.js';
import type { Foreseen } from './kind.js';

const WHY: Readonly<Record<TeachingGapReason, Words>> = {
  no_subject: { ru: 'предмет не назван', en: 'no subject is named' },
  subject_unknown: { ru: 'такого предмета в школе нет', en: 'the school has no such subject' },
  class_unknown: { ru: 'такого класса в школе нет', en: 'the school has no such class' },
  no_group: { ru: 'учебной группы нет, создайте её и назначьте учителя', en: 'there is no group: make it and assign the teacher' },
  taught_by_other: { ru: 'уже ведёт другой учитель', en: 'another teacher has it' },
  which_subgroup: { ru: 'свободных подгрупп несколько, назначьте нужную', en: 'several subgroups are free: assign the right one' },
  led_by_other: { ru: 'классный руководитель уже есть', en: 'the class has a homeroom teacher' },
  starts_later: { ru: 'классное руководство назначьте с первого рабочего дня', en: 'make them homeroom teacher on their first day of work' },
};

/** What somebody appointed gets to teach and lead, and what not, in words. */
export function teachingWords({ groups, homeroom, gaps }: TeachingPlan): Foreseen {
  return {
    done: [
      ...groups.map(({ subject, name }) => same(`${subject}, ${name}`)),
      ...(homeroom === null ? [] : [{ ru: `классное руководство, ${homeroom.name}`, en: `homeroom of ${homeroom.name}` }]),
    ],
    left: gaps.map(gapWords),
  };
}

/** The same in a sentence, kept with the decision. */
export function toldInRussian({ done, left }: Foreseen): string {
  const list = (words: readonly Words[]): string => words.map(({ ru }) => ru).join('; ');
  return [done.length === 0 ? '' : `Назначено: ${list(done)}.`, left.length === 0 ? '' : `Не назначено: ${list(left)}.`].filter(Boolean).join(' ');
}

function gapWords({ subject, className, why }: TeachingGap): Words {
  const what = [subject, className].filter((part) => part !== null).join(', ');
  return { ru: `${what}: ${WHY[why].ru}`, en: `${what}: ${WHY[why].en}` };
}

function same(text: string): Words {
  return { ru: text, en: text };
}
