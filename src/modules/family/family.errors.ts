import { defineErrors } from '../../shared/domain-error.js';

defineErrors({
  'family.link_ended': {
    kind: 'conflict',
    ru: 'Эта связь уже прекращена. Чтобы снова получить доступ, подайте заявление в школу.',
    en: 'This link has ended already. To get access again, send a request to the school.',
  },
  'family.nothing_to_answer': {
    kind: 'conflict',
    ru: 'Эта связь не ждёт вашего ответа.',
    en: 'This link does not wait for your answer.',
  },
  'family.not_yours_to_end': {
    kind: 'forbidden',
    ru: 'Эту связь прекратить можете не вы. Обратитесь в школу.',
    en: 'This link is not yours to end. Ask the school.',
  },
  'family.ground_not_yours': {
    kind: 'forbidden',
    ru: 'Решение суда записывает школа.',
    en: "A court's decision is recorded by the school.",
  },
});
