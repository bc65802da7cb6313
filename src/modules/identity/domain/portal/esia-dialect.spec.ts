import { describe, expect, it } from '@jest/globals';
import { esiaAssurance, esiaTimestamp, grantedScopes, oidOf, readEsiaFailure } from './esia-dialect.js';

describe("the dialect of ЕСИА", () => {
  it.each([
    ['ESIA-007004: The resource owner or authorization server denied the request', 'cancelled'],
    ['ESIA-007055: account is not confirmed', 'unconfirmed'],
    ['ESIA-007007: overloaded', 'temporary'], ['ESIA-007008', 'temporary'], ['007011 expired', 'temporary'],
    ['ESIA-007014: no timestamp', 'ours'], ['ESIA-007015: clock', 'ours'], ['ESIA-007002', 'ours'], ['ESIA-007053', 'ours'], ['ESIA-008010', 'ours'], ['ESIA-007019', 'ours'],
    ['ESIA-1234567', 'ours'],
  ])('%s means %s', (description, kind) => {
    expect(readEsiaFailure('access_denied'.slice(0, 3), description).kind).toBe(kind);
  });

  it('without a code believes access_denied only', () => {
    expect([readEsiaFailure('access_denied', null).kind, readEsiaFailure('server', null).kind]).toEqual(['cancelled', 'ours']);
  });

  it('writes the time its way', () => {
    expect(esiaTimestamp(new Date('2025-12-29T17:47:23.900Z'))).toBe('2025.12.29 17:47:23 +0000');
  });

  it('reads scopes up to the question mark', () => {
    expect(grantedScopes('openid fullname?oid=1000 http://esia.gosuslugi.ru/birthdate?oid=1000')).toEqual(['openid', 'fullname', 'birthdate']);
  });

  it('keeps an oid as text', () => {
    expect([oidOf(1000300894), oidOf('1000300894'), oidOf('x'), oidOf(undefined), oidOf(1.5), oidOf(-1)]).toEqual(['1000300894', '1000300894', null, null, null, null]);
  });

  it('never takes an absent level for confirmed', () => {
    const subject = (claims: object) => ({ 'urn:esia:sbj': claims });
    expect(esiaAssurance(subject({ 'urn:esia:sbj:is_tru': true }), {})).toBe('confirmed');
    expect(esiaAssurance({}, { trusted: true })).toBe('confirmed');
    expect(esiaAssurance({}, {})).toBe('simplified_or_standard');
    expect(esiaAssurance(subject({ 'urn:esia:sbj:is_tru': 'true' }), { trusted: 'yes' })).toBe('simplified_or_standard');
    expect(esiaAssurance(subject({ 'urn:esia:sbj:lvl': 'KD', 'urn:esia:sbj:is_tru': true }), {})).toBe('child');
  });
});
