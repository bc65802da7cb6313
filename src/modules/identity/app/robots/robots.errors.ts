import { defineErrors } from '../../../../shared/domain-error.js';

defineErrors({
  'robots.proof_needed': {
    kind: 'precondition_required',
    ru: 'Нужна проверка, что это не робот: возьмите задание по адресу /auth/robot-challenge и отправьте его решение в поле proof.',
    en: 'A proof against robots is needed: take a challenge from /auth/robot-challenge and send its solution in the field proof.',
  },
  'robots.proof_wrong': {
    kind: 'invalid',
    ru: 'Решение задания не подошло: оно действует 10 минут и один раз. Возьмите новое.',
    en: 'The solution does not fit: it works for 10 minutes and once. Take a new challenge.',
  },
});
