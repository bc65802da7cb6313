import { describe, expect, it } from '@jest/globals';
import { hashToken, newRefreshToken, nextRefreshToken } from './refresh-token.js';

describe('refresh tokens', () => {
  it('follows a token by the same one for the same salt, and by another for another', () => {
    const token = newRefreshToken();
    const salt = Buffer.alloc(32, 1);
    expect(nextRefreshToken(token, salt)).toBe(nextRefreshToken(token, salt));
    expect(nextRefreshToken(token, Buffer.alloc(32, 2))).not.toBe(nextRefreshToken(token, salt));
    expect(nextRefreshToken(token, salt)).toHaveLength(43);
    expect(hashToken(token)).toHaveLength(32);
  });
});
