import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { generateSync } from 'otplib';
import { credentials, DEMO_ACCOUNTS, KALININGRAD } from './accounts.js';
import { pupilOf, type Plans } from './people.js';

/** The first parent's access to the diary, by a request as anybody makes it: over HTTP, with a document, decided by the director. */
export async function linkThroughRequest(app: NestFastifyApplication, plans: Plans): Promise<void> {
  const plan = plans.get(KALININGRAD.key)!;
  const account = DEMO_ACCOUNTS.find((a) => a.key === 'parent_one')!;
  const pupil = pupilOf(plan, account.children![0]!.className);
  const parent = await signIn(app, 'parent_one');
  const file = await call(app, 'POST', '/files', parent, form({ purpose: 'request_document' }, { name: 'svidetelstvo.pdf', type: 'application/pdf', text: PDF }));
  const [text] = (await call(app, 'GET', '/consent-texts', parent) as { items: { purpose: string; version: number }[] }).items.filter((t) => t.purpose === 'child_data');
  const draft = await call(app, 'POST', '/requests', parent, json({
    kind: 'diary_access', applicantKind: 'parent', schoolId: plan.id, className: '4А', relationship: 'mother', consent: { version: text?.version ?? 1, given: true },
    child: { name: pupil.name, birthDate: pupil.birthDate, sex: pupil.sex, document: { kind: 'birth_certificate', series: 'II-РК', number: '654321', issuedOn: pupil.birthDate } },
    documents: [{ type: 'birth_certificate', fileId: file['id'] }],
  }));
  const id = String(draft['id']);
  await call(app, 'POST', `/requests/${id}/submit`, parent);
  const director = await signIn(app, 'director');
  for (const act of ['accept', 'start-review']) await call(app, 'POST', `/requests/${id}/${act}`, director);
  await call(app, 'POST', `/requests/${id}/approve`, director, json({ pupilId: pupil.id }));
}

interface Body { readonly payload: string; readonly type: string }
type Answer = Record<string, unknown>;

async function signIn(app: NestFastifyApplication, key: string): Promise<string> {
  const { identifier, password, totpSecret } = credentials(DEMO_ACCOUNTS.find((a) => a.key === key)!);
  let answer = await call(app, 'POST', '/auth/sign-in', null, json({ identifier, password }));
  const challenge = answer['challenge'] as { id: string } | undefined;
  if (challenge !== undefined) {
    answer = await call(app, 'POST', `/auth/challenges/${challenge.id}/verify`, null, json({ method: 'totp', code: generateSync({ secret: totpSecret! }) }));
  }
  return String(answer['accessToken']);
}

async function call(app: NestFastifyApplication, method: 'GET' | 'POST', path: string, token: string | null, body?: Body): Promise<Answer> {
  const response = await app.inject({
    method, url: `/api/v1${path}`, headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': body.type }) },
    ...(body === undefined ? {} : { payload: body.payload }),
  });
  if (response.statusCode >= 400) throw new Error(`${method} ${path} answered ${response.statusCode}: ${response.body}`);
  return response.body === '' ? {} : JSON.parse(response.body) as Answer;
}

const json = (value: unknown): Body => ({ payload: JSON.stringify(value), type: 'application/json' });

function form(fields: Record<string, string>, file: { name: string; type: string; text: string }): Body {
  const boundary = 'school-cabinet-demo';
  const parts = Object.entries(fields).map(([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  parts.push(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: ${file.type}\r\n\r\n${file.text}\r\n--${boundary}--\r\n`);
  return { payload: parts.join(''), type: `multipart/form-data; boundary=${boundary}` };
}

/** An empty page: what a scanner would have made. */
const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;
