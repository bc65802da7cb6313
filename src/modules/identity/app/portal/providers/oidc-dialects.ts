import * as client from 'openid-client';
import type { OidcSettings, SudirSettings } from '../../../../../platform/config/index.js';
import type { NormalizedIdentity } from '../identity-provider.js';
import { type Claims, dateOf, emailOf, instant, nameOf, phoneOf, snilsOf, text, texts } from './claims.js';
import type { OidcDialect } from './oidc.provider.js';

/** OpenID Connect Core: endpoints by discovery, standard claims; SNILS and the level by names of configuration. */
export function standardDialect(settings: OidcSettings): OidcDialect {
  return {
    server: () => client.discovery(
      new URL(settings.issuer), settings.clientId, {}, settings.clientSecret === null ? client.None() : client.ClientSecretBasic(settings.clientSecret),
      { timeout: settings.timeoutMs / 1000, execute: settings.issuer.startsWith('http:') ? [client.allowInsecureRequests] : [] },
    ),
    identity: (claims) => {
      const confirmed = settings.confirmedClaim !== null && claims[settings.confirmedClaim] === true;
      const birthDate = dateOf(text(claims, 'birthdate'));
      return withSubject(claims, 'sub', {
        assurance: confirmed ? 'confirmed' : claims['child'] === true ? 'child' : 'simplified_or_standard', birthDate,
        name: nameOf(claims, { family: 'family_name', given: 'given_name', patronymic: 'middle_name' }), snils: snilsOf(text(claims, settings.snilsClaim)),
        phone: claims['phone_number_verified'] === true ? phoneOf(text(claims, 'phone_number')) : null,
        email: claims['email_verified'] === true ? emailOf(text(claims, 'email')) : null,
      });
    },
  };
}

/** СУДИР of mos.ru: no discovery, HTTP Basic, RS256, claims with capital letters. */
export function sudirDialect(settings: SudirSettings): OidcDialect {
  return {
    server: () => {
      const configuration = new client.Configuration({
        issuer: settings.issuer, authorization_endpoint: settings.authorizationEndpoint, token_endpoint: settings.tokenEndpoint,
        userinfo_endpoint: settings.userinfoEndpoint, jwks_uri: settings.jwksUri, id_token_signing_alg_values_supported: ['RS256'],
      }, settings.clientId, {}, client.ClientSecretBasic(settings.clientSecret));
      configuration.timeout = settings.timeoutMs / 1000;
      if ([settings.tokenEndpoint, settings.userinfoEndpoint].some((url) => url.startsWith('http:'))) client.allowInsecureRequests(configuration);
      return Promise.resolve(configuration);
    },
    identity: (claims) => withSubject(claims, 'sub', {
      // "trusted" is the full account: documents were checked in person.
      assurance: claims['trusted'] === true || claims['trusted'] === 'true' ? 'confirmed' : 'simplified_or_standard',
      name: nameOf(claims, { family: 'LastName', given: 'FirstName', patronymic: 'MiddleName' }), birthDate: dateOf(text(claims, 'birthday')),
      snils: snilsOf(text(claims, 'snils')), phone: phoneOf(text(claims, 'mobile')), email: emailOf(text(claims, 'mail')),
    }),
  };
}

function withSubject(claims: Claims, name: string, rest: Omit<NormalizedIdentity, 'provider' | 'subject' | 'authTime' | 'amr'>): Omit<NormalizedIdentity, 'provider'> | null {
  const subject = text(claims, name);
  return subject === null ? null : { subject, authTime: instant(claims, 'auth_time'), amr: texts(claims, 'amr'), ...rest };
}
