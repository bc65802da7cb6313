import { describe, expect, it } from '@jest/globals';
import { NOTICE_CATEGORIES } from '../../../shared/notice-category.js';
import { allChoices, CHANNELS, isLocked } from './choices.js';

describe('choices of channels', () => {
  const find = (choices: ReturnType<typeof allChoices>, category: string, channel: string): boolean | undefined =>
    choices.find((c) => c.category === category && c.channel === channel)?.enabled;

  it('covers every category and channel once', () => {
    expect(allChoices([])).toHaveLength(NOTICE_CATEGORIES.length * CHANNELS.length);
  });

  it('sends an SMS for nothing but an absence until asked', () => {
    expect(allChoices([]).filter((c) => c.channel === 'sms' && c.enabled).map((c) => c.category)).toEqual(['absence']);
  });

  it('follows the person, and leaves the rest as it was', () => {
    const choices = allChoices([{ category: 'mark', channel: 'sms', enabled: true }, { category: 'absence', channel: 'sms', enabled: false }]);
    expect([find(choices, 'mark', 'sms'), find(choices, 'absence', 'sms'), find(choices, 'absence', 'email')]).toEqual([true, false, true]);
  });

  it('keeps security notices in the feed whatever was chosen', () => {
    expect(isLocked({ category: 'security', channel: 'in_app' })).toBe(true);
    expect(find(allChoices([{ category: 'security', channel: 'in_app', enabled: false }]), 'security', 'in_app')).toBe(true);
  });
});
