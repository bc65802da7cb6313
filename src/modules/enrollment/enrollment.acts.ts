import { defineOwnActs } from '../audit/index.js';

defineOwnActs({
  'enrollment.submit': { kind: 'requests', ru: 'Подано заявление', en: 'Submitted a request' },
  'enrollment.reply': { kind: 'requests', ru: 'Отправлен ответ школе', en: 'Replied to the school' },
  'enrollment.withdraw': { kind: 'requests', ru: 'Отозвано заявление', en: 'Withdrew a request' },
  'enrollment.resubmit': { kind: 'requests', ru: 'Заявление подано снова', en: 'Submitted a request again' },
  'enrollment.hand_in_document': { kind: 'requests', ru: 'Передан документ по запросу школы', en: 'Handed in a document the school asked for' },
  'enrollment.endorse': { kind: 'requests', ru: 'Согласовано заявление', en: 'Endorsed a request' },
  'enrollment.give_up': { kind: 'requests', ru: 'Отказ от места в школе', en: 'Gave a place at a school up' },
  'enrollment.give_place': { kind: 'requests', ru: 'Предоставлено место из очереди', en: 'Gave a place from the waiting list' },
  'enrollment.release': { kind: 'requests', ru: 'Освобождено место в школе', en: 'Freed a place at the school' },
  'enrollment.enter_paper': { kind: 'requests', ru: 'Внесено бумажное заявление', en: 'Entered a paper application' },
  'enrollment.receive': { kind: 'requests', ru: 'Принято принесённое заявление', en: 'Accepted a request brought in person' },
  'enrollment.ask_support': { kind: 'requests', ru: 'Поддержку попросили разобраться с заявлением', en: 'Asked support to look into a request' },
  'enrollment.approve': { kind: 'requests', ru: 'Одобрено заявление', en: 'Approved a request' },
  'enrollment.reject': { kind: 'requests', ru: 'Отклонено заявление', en: 'Rejected a request' },
});
