import { describe, expect, it, test } from '@jest/globals';
import { parseLogin, readIdentifier } from './identifier.js';

describe('readIdentifier', () => {
  test.each([
    ['9161234567', [{ kind: 'phone', value: '+79161234567' }]],
    ['+7 (916) 123-45-67', [{ kind: 'phone', value: '+79161234567' }]],
    [' Ivanova@Mail.RU ', [{ kind: 'email', value: 'ivanova@mail.ru' }]],
    ['112-233-445 95', [{ kind: 'snils', value: '11223344595' }]],
    ['11223344595', [{ kind: 'snils', value: '11223344595' }]],
    ['Ivanova_1', [{ kind: 'login', value: 'ivanova_1' }]],
    ['not an e-mail@', []], ['иванова', []], ['', []], ['12', []], ['drop table;', []],
  ])('%s', (typed, expected) => {
    expect(readIdentifier(typed)).toEqual(expected);
  });

  it('reads eleven digits as a phone first when they may be a SNILS too', () => {
    // 891-612-345: 8·9+9·8+1·7+6·6+1·5+2·4+3·3+4·2+5·1 = 222, 222 mod 101 = 20
    expect(readIdentifier('89161234520').map((i) => i.kind)).toEqual(['phone', 'snils']);
    expect(readIdentifier('891-612-345 20').map((i) => i.kind)).toEqual(['snils']);
  });
});

describe('parseLogin', () => {
  test.each([['Ivanova_1', 'ivanova_1'], ['a_1', 'a_1'], ['___', '___'], ['12345', null], ['ab', null], ['иван', null], ['a b c', null], ['a-b', null], ['a'.repeat(65), null]])('%s is %s', (typed, login) => {
    expect(parseLogin(typed)).toBe(login);
  });
});
