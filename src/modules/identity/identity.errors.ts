import { defineErrors } from '../../shared/domain-error.js';

export const identityErrors = defineErrors({
  'auth.invalid_credentials': {
    kind: 'unauthenticated',
    ru: 'Войти не удалось. Проверьте логин и пароль. Если после нескольких попыток вход не удаётся, подождите 30 минут.',
    en: 'Sign-in failed. Check the identifier and the password. If several tries have failed, wait 30 minutes.',
  },
  'auth.too_many': {
    kind: 'too_many',
    ru: 'Слишком много неудачных попыток входа. Попробуйте снова через {minutes} мин.',
    en: 'Too many failed sign-in tries. Try again in {minutes} min.',
  },
  'auth.locked': {
    kind: 'locked',
    ru: 'С этого устройства было пять неверных попыток подряд. Вход с него откроется через {minutes} мин.',
    en: 'Five wrong tries in a row came from this device. It can sign in again in {minutes} min.',
  },
  'auth.invalid_code': {
    kind: 'unauthenticated',
    ru: 'Подтверждение не подошло. Введите текущий код; использованный код второй раз не действует.',
    en: 'The confirmation is wrong. Enter the current code; a used code does not work again.',
  },
  'auth.challenge_over': {
    kind: 'unauthenticated',
    ru: 'Время подтверждения вышло или оно уже использовано. Войдите заново.',
    en: 'This confirmation has expired or was used. Sign in again.',
  },
  'auth.method_not_offered': {
    kind: 'conflict',
    ru: 'Этим способом подтвердить нельзя. Выберите один из предложенных: {methods}.',
    en: 'This cannot be confirmed that way. Choose one of those offered: {methods}.',
  },
  'auth.refresh_invalid': {
    kind: 'unauthenticated',
    ru: 'Сеанс завершён. Войдите заново.',
    en: 'The session has ended. Sign in again.',
  },
  'identity.no_factor': {
    kind: 'conflict',
    ru: 'Сначала подключите второй фактор в настройках входа.',
    en: 'First set up a second factor in the sign-in settings.',
  },
  'identity.no_proved_contact': {
    kind: 'conflict',
    ru: 'Сначала подтвердите телефон или почту в профиле: код отправлять некуда.',
    en: 'First prove a phone or an e-mail address in your profile: there is nowhere to send a code.',
  },
  'identity.email_for_families': {
    kind: 'conflict',
    ru: 'Для сотрудников код по почте не подходит. Подключите приложение, ключ доступа, СМС или сертификат.',
    en: 'A code by e-mail is not for staff. Set up an authenticator app, a passkey, SMS or a certificate.',
  },
  'identity.factor_taken': {
    kind: 'conflict',
    ru: 'Этот ключ или сертификат уже подключён. Используйте другой.',
    en: 'This key or certificate is set up already. Use another one.',
  },
  'auth.approval_pending': {
    kind: 'conflict',
    ru: 'Вход ещё не подтверждён. Откройте кабинет на другом устройстве и введите там показанное число.',
    en: 'The sign-in is not confirmed yet. Open the cabinet on your other device and enter the number shown.',
  },
  'auth.approval_declined': {
    kind: 'unauthenticated',
    ru: 'Вход отклонён на другом устройстве. Если вы ошиблись числом, войдите заново.',
    en: 'The sign-in was declined on another device. If you mistook the number, sign in again.',
  },
  'identity.wrong_number': {
    kind: 'conflict',
    ru: 'Число не то, поэтому вход отклонён. Если входите не вы, смените пароль.',
    en: 'The number is wrong, so the sign-in is declined. If it is not you who signs in, change your password.',
  },
  'identity.weak_session': {
    kind: 'forbidden',
    ru: 'На этом устройстве вы вошли без второго фактора. Подтвердите вход на другом.',
    en: 'You came in on this device without a second factor. Confirm on another one.',
  },
  'identity.no_correction': {
    kind: 'conflict',
    ru: 'Исправление данных этого человека не ждёт решения: его не просили, или оно уже решено.',
    en: 'No correction of this person waits: none was asked for, or it has been decided.',
  },
  'identity.no_factors_to_reset': {
    kind: 'conflict',
    ru: 'Второй фактор у этого человека не подключён, сбрасывать нечего.',
    en: 'This person has no second factor: there is nothing to reset.',
  },
  'identity.factor_required': {
    kind: 'conflict',
    ru: 'Для вашей роли второй фактор обязателен. Сначала подключите другой, затем удалите этот.',
    en: 'Your role requires a second factor. Set up another one before removing this.',
  },
  'identity.login': {
    kind: 'invalid',
    ru: 'Логин: от 3 до 64 латинских букв, цифр и знаков «_», хотя бы один знак не цифра.',
    en: 'A login name has 3 to 64 Latin letters, digits and “_”, at least one of them not a digit.',
  },
  'identity.phone': { kind: 'invalid', ru: 'Укажите номер телефона, например +7 916 123-45-67.', en: 'Give a phone number, such as +7 916 123-45-67.' },
  'identity.email': { kind: 'invalid', ru: 'Это не похоже на адрес электронной почты.', en: 'This does not look like an e-mail address.' },
  'identity.snils': {
    kind: 'invalid',
    ru: 'Номер СНИЛС указан с ошибкой: проверьте все 11 цифр.',
    en: 'The SNILS number is wrong: check all 11 digits.',
  },
  'identity.birth_date': { kind: 'invalid', ru: 'Дата рождения указана с ошибкой.', en: 'The birth date is wrong.' },
  'identity.name': { kind: 'invalid', ru: 'Укажите имя и фамилию.', en: 'Give the family name and the given name.' },
  'identity.alias_taken': {
    kind: 'conflict',
    ru: 'Учётная запись с такими данными для входа уже есть: {kinds}.',
    en: 'An account that signs in with this exists already: {kinds}.',
  },
  'identity.wrong_password': { kind: 'invalid', ru: 'Текущий пароль неверен.', en: 'The current password is wrong.' },
  'password.too_short': { kind: 'invalid', ru: 'Пароль слишком короткий: нужно не меньше {limit} знаков.', en: 'The password is too short: at least {limit} characters.' },
  'password.too_long': { kind: 'invalid', ru: 'Пароль слишком длинный: не больше {limit} знаков.', en: 'The password is too long: at most {limit} characters.' },
  'password.composition': {
    kind: 'invalid',
    ru: 'В пароле должны быть заглавная и строчная буквы, цифра и специальный знак.',
    en: 'The password needs an upper-case and a lower-case letter, a digit and a special character.',
  },
  'password.spaces': { kind: 'invalid', ru: 'В пароле не должно быть пробелов.', en: 'The password must not contain spaces.' },
  'password.weak': { kind: 'invalid', ru: 'Этот пароль слишком известен. Придумайте другой.', en: 'This password is too well known. Think of another.' },
  'password.personal': { kind: 'invalid', ru: 'Пароль не должен состоять из ваших данных.', en: 'The password must not be made of your own data.' },
  'password.used_before': { kind: 'invalid', ru: 'Этот пароль у вас уже был. Придумайте новый.', en: 'You have used this password before. Think of a new one.' },
  'identity.role_scope': {
    kind: 'invalid',
    ru: 'Для этой роли нужно указать: {needs}. Лишнее уберите.',
    en: 'This role needs: {needs}. Leave out the rest.',
  },
  'identity.role_validity': { kind: 'invalid', ru: 'Роль должна заканчиваться позже, чем начинается.', en: 'The role must end after it begins.' },
  'identity.role_not_yours_to_give': { kind: 'forbidden', ru: 'Эту роль вы назначать не можете.', en: 'You cannot give this role.' },
  'identity.already_terminated': { kind: 'conflict', ru: 'Эта роль уже прекращена.', en: 'This role has been terminated already.' },
  'identity.not_terminated': { kind: 'conflict', ru: 'Удалить можно только прекращённую роль.', en: 'Only a terminated role can be deleted.' },
  'identity.last_role': {
    kind: 'conflict',
    ru: 'Это единственная роль человека. Её можно убрать, только закрыв профиль.',
    en: 'This is the only role of the person. It can be removed only by closing the profile.',
  },
  'identity.own_account': { kind: 'conflict', ru: 'Свою учётную запись так изменить нельзя.', en: 'You cannot do this to your own account.' },
  'identity.not_yours_to_block': {
    kind: 'forbidden',
    ru: 'Этого человека вы блокировать не можете: его роль не ниже вашей или он работает и в другом месте. Обратитесь к оператору.',
    en: 'You cannot block this person: their role is not below yours, or they work elsewhere too. Ask the operator.',
  },
  'identity.already_blocked': { kind: 'conflict', ru: 'Учётная запись уже заблокирована.', en: 'The account is blocked already.' },
  'identity.already_closed': { kind: 'conflict', ru: 'Учётная запись уже закрыта.', en: 'The account is closed already.' },
  'identity.not_blocked': { kind: 'conflict', ru: 'Учётная запись не заблокирована.', en: 'The account is not blocked.' },
});
