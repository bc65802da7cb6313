import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ClamdPeer, EICAR } from '../../../test/support/clamd.js';
import { ClamdAntivirus } from './clamd.js';

async function* chunks(...parts: (Buffer | Error)[]): AsyncIterable<Buffer> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

describe('the protocol of clamd', () => {
  let peer: ClamdPeer;
  let clamd: ClamdAntivirus;
  let url: string;
  beforeEach(async () => {
    peer = new ClamdPeer();
    url = await peer.start();
    clamd = new ClamdAntivirus(url, 10_000);
  });
  afterEach(() => peer.stop());

  it('sends a file whole, in its chunks, and takes the answer', async () => {
    const bytes = randomBytes(300_000);
    expect(await clamd.scan(chunks(bytes.subarray(0, 70_000), Buffer.alloc(0), bytes.subarray(70_000)))).toEqual({ clean: true });
    expect(peer.files[0]!.equals(bytes)).toBe(true);
    const eicar = Buffer.from(`%PDF ${EICAR}`);
    expect(await clamd.scan(chunks(eicar.subarray(0, 20), eicar.subarray(20)))).toEqual({ clean: false, found: 'Eicar-Test-Signature' });
  });

  it('speaks over a Unix socket as well', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'clamd-'));
    const local = new ClamdPeer();
    try {
      expect(await new ClamdAntivirus(await local.start(join(dir, 'clamd.ctl')), 10_000).scan(chunks(Buffer.from('x')))).toEqual({ clean: true });
    } finally {
      await local.stop();
      rmSync(dir, { recursive: true });
    }
  });

  it('never takes silence, a broken line or nonsense for an answer', async () => {
    const much = Array.from({ length: 40 }, () => randomBytes(64 * 1024));
    for (const [manner, code] of [['hang_up', expect.any(String)], ['too_large', expect.stringMatching(/size_limit|EPIPE|ECONNRESET/)], ['nonsense', 'answer']] as const) {
      peer.manner = manner;
      await expect(clamd.scan(chunks(...much))).rejects.toMatchObject({ name: 'AntivirusFailed', code });
    }
    peer.manner = 'too_large';
    await expect(clamd.scan(chunks(Buffer.from('small')))).rejects.toMatchObject({ code: 'size_limit' });
    peer.manner = 'hold';
    const hasty = new ClamdAntivirus(url, 50);
    await expect(hasty.scan(chunks(Buffer.from('x')))).rejects.toMatchObject({ code: 'timeout' });
    peer.manner = 'answer';
    await expect(clamd.scan(chunks(Buffer.from('half'), new Error('the disk broke')))).rejects.toMatchObject({ name: 'AntivirusFailed' });
    await expect(new ClamdAntivirus('tcp://127.0.0.1:1', 10_000).scan(chunks(Buffer.from('x')))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
