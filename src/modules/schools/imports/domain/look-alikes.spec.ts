import { expect, test } from '@jest/globals';
import { mendWords } from './look-alikes.js';

test.each([
  ['Mатематика', 'Математика'], ['Aнглийский язык', 'Английский язык'], ['Кабинет A1', 'Кабинет A1'], ['Web-дизайн', 'Web-дизайн'],
  ['OPKCE', 'OPKCE'], ['ИКТ (IT)', 'ИКТ (IT)'], ['Физикz', null], ['', ''],
])('%j is %j', (typed, mended) => { expect(mendWords(typed)).toBe(mended); });
