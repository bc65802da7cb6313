import { defineErrors } from '../../shared/domain-error.js';

/** Words for what can be wrong with a field by its form. The library's own texts never reach a user. */
export const inputErrors = defineErrors({
  'input.required': { kind: 'invalid', ru: 'Заполните это поле.', en: 'Fill in this field.' },
  'input.unknown_field': { kind: 'invalid', ru: 'Такого поля нет. Уберите его.', en: 'There is no such field. Remove it.' },
  'input.unknown_parameter': { kind: 'invalid', ru: 'Такого параметра нет. Уберите его.', en: 'There is no such parameter. Remove it.' },
  'input.text': { kind: 'invalid', ru: 'Здесь должен быть текст.', en: 'This must be text.' },
  'input.too_short': { kind: 'invalid', ru: 'Слишком коротко: нужно не меньше {limit} знаков.', en: 'Too short: at least {limit} characters are needed.' },
  'input.too_long': { kind: 'invalid', ru: 'Слишком длинно: не больше {limit} знаков.', en: 'Too long: at most {limit} characters.' },
  'input.id': { kind: 'invalid', ru: 'Это не идентификатор записи.', en: 'This is not the id of a record.' },
  'input.integer': { kind: 'invalid', ru: 'Здесь должно быть целое число.', en: 'This must be a whole number.' },
  'input.number': { kind: 'invalid', ru: 'Здесь должно быть число.', en: 'This must be a number.' },
  'input.min': { kind: 'invalid', ru: 'Не меньше {limit}.', en: 'At least {limit}.' },
  'input.max': { kind: 'invalid', ru: 'Не больше {limit}.', en: 'At most {limit}.' },
  'input.choice': { kind: 'invalid', ru: 'Выберите одно из значений: {limit}.', en: 'Choose one of: {limit}.' },
  'input.boolean': { kind: 'invalid', ru: 'Здесь должно быть true или false.', en: 'This must be true or false.' },
  'input.list': { kind: 'invalid', ru: 'Здесь должен быть список.', en: 'This must be a list.' },
  'input.list_too_short': { kind: 'invalid', ru: 'В списке должно быть не меньше {limit} элементов.', en: 'The list needs at least {limit} items.' },
  'input.list_too_long': { kind: 'invalid', ru: 'В списке может быть не больше {limit} элементов.', en: 'The list may have at most {limit} items.' },
  'input.duplicates': { kind: 'invalid', ru: 'В списке есть повторы.', en: 'The list has duplicates.' },
  'input.format': { kind: 'invalid', ru: 'Неверный вид значения.', en: 'The value has a wrong form.' },
  'input.email': { kind: 'invalid', ru: 'Это не похоже на адрес электронной почты.', en: 'This does not look like an e-mail address.' },
  'input.object': { kind: 'invalid', ru: 'Здесь должен быть вложенный объект с полями.', en: 'This must be an object with fields.' },
  'input.date': { kind: 'invalid', ru: 'Укажите существующую дату в виде ГГГГ-ММ-ДД.', en: 'Give an existing date as YYYY-MM-DD.' },
  'input.instant': { kind: 'invalid', ru: 'Укажите дату и время с часовым поясом, например 2026-11-22T08:30:00+03:00.', en: 'Give a date and time with an offset, such as 2026-11-22T08:30:00+03:00.' },
  'input.wall_time': { kind: 'invalid', ru: 'Укажите время в виде ЧЧ:ММ.', en: 'Give a time as HH:mm.' },
  'input.cursor': { kind: 'invalid', ru: 'Начните список сначала: метка страницы неверна.', en: 'Start the list again: the cursor is wrong.' },
  'input.kind': { kind: 'invalid', ru: 'Выберите вид: {limit}.', en: 'Choose a kind: {limit}.' },
  'input.wrong': { kind: 'invalid', ru: 'Неверное значение.', en: 'The value is wrong.' },
});

/** class-validator's constraint name → our code. A constraint missing here is `input.wrong`; a check finds its use in DTOs. */
export const CODE_OF_CONSTRAINT: Readonly<Record<string, keyof typeof inputErrors>> = {
  isDefined: 'input.required', isNotEmpty: 'input.required',
  whitelistValidation: 'input.unknown_field',
  isString: 'input.text', minLength: 'input.too_short', maxLength: 'input.too_long', isLength: 'input.format',
  isUuid: 'input.id', isInt: 'input.integer', isNumber: 'input.number', isPositive: 'input.min', min: 'input.min', max: 'input.max',
  isIn: 'input.choice', isEnum: 'input.choice', isBoolean: 'input.boolean',
  isArray: 'input.list', arrayMinSize: 'input.list_too_short', arrayNotEmpty: 'input.list_too_short', arrayMaxSize: 'input.list_too_long',
  arrayUnique: 'input.duplicates', matches: 'input.format', isEmail: 'input.email', isUrl: 'input.format',
  isObject: 'input.object', nestedValidation: 'input.object', equals: 'input.choice',
  isCalendarDate: 'input.date', isInstant: 'input.instant', isWallTime: 'input.wall_time', isKind: 'input.kind',
};
