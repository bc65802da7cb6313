import { ApprovalsService } from './app/factors/approvals.service.js';
import { CertificateWarnings } from './app/factors/certificate-warnings.js';
import { CertificateFactor } from './app/factors/certificate.factor.js';
import { CertificateVerifier } from './app/factors/certificates/certificate-verifier.js';
import { ByAlgorithmVerifier } from './app/factors/certificates/by-algorithm-verifier.js';
import { GostSignatures } from './app/factors/certificates/gost-signatures.js';
import { PkiSignatures } from './app/factors/certificates/pki-signatures.js';
import { SignatureChecks } from './app/factors/certificates/signature-checks.js';
import { TrustStore } from './app/factors/certificates/trust-store.js';
import { ChallengesDue } from './app/factors/challenges-due.js';
import { EmailFactor, SmsFactor } from './app/factors/code.factor.js';
import { FactorChanges } from './app/factors/factor-changes.js';
import { FactorCheck } from './app/factors/factor-check.js';
import { FactorResets } from './app/factors/factor-resets.service.js';
import { FactorMethods } from './app/factors/factor-methods.js';
import { FactorNotices } from './app/factors/factor-notices.js';
import { PushFactor } from './app/factors/push.factor.js';
import { RecoveryFactor } from './app/factors/recovery.factor.js';
import { RelyingParty } from './app/factors/relying-party.js';
import { TotpFactor } from './app/factors/totp.factor.js';
import { WebauthnFactor } from './app/factors/webauthn.factor.js';
import { CertificatesController } from './http/factors/certificates.controller.js';
import { CodeFactorsController } from './http/factors/code-factors.controller.js';
import { FactorResetsController } from './http/factors/factor-resets.controller.js';
import { FactorsController } from './http/factors/factors.controller.js';
import { PushController } from './http/factors/push.controller.js';
import { WebauthnController } from './http/factors/webauthn.controller.js';
import { CertificateEndingHandler } from './jobs/certificate-ending.handler.js';
import { ApprovalsRepository } from './persistence/factors/approvals.repository.js';
import { ChallengeStepsRepository } from './persistence/factors/challenge-steps.repository.js';
import { FactorRowsRepository } from './persistence/factors/factor-rows.repository.js';
import { RecoveryCodesRepository } from './persistence/factors/recovery-codes.repository.js';
import { TotpFactorsRepository } from './persistence/factors/totp-factors.repository.js';

/** Second factors (ID-5): what of them belongs to the identity module. */
export const factorControllers = [FactorsController, FactorResetsController, CodeFactorsController, WebauthnController, PushController, CertificatesController];

export const factorProviders = [
  TotpFactorsRepository, FactorRowsRepository, RecoveryCodesRepository, ChallengeStepsRepository, ApprovalsRepository,
  ChallengesDue, FactorChanges, FactorCheck, FactorMethods, FactorResets, RelyingParty,
  TotpFactor, SmsFactor, EmailFactor, WebauthnFactor, PushFactor, ApprovalsService, FactorNotices, RecoveryFactor,
  CertificateFactor, CertificateWarnings, TrustStore, PkiSignatures, GostSignatures, { provide: CertificateVerifier, useClass: ByAlgorithmVerifier }, SignatureChecks, CertificateEndingHandler,
];
