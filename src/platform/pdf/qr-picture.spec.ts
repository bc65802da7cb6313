import { inflateSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import decodeQR from 'qr/decode.js';
import { qrPicture } from './qr-picture.js';

it.each(['https://cabinet.example.org/api/v1/entry/K7MQ2HXZ?as=guardian', 'Привет', 'x'])('a reader finds %p in the picture', (text) => {
  const png = Buffer.from(qrPicture(text).replace('data:image/png;base64,', ''), 'base64');
  const side = png.readUInt32BE(16);
  const data = png.indexOf('IDAT');
  const pixels = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));
  const line = Math.ceil(side / 8) + 1;
  const bitmap = new Uint8Array(side * side * 4);
  for (let i = 0; i < side * side; i += 1) {
    const [x, y] = [i % side, Math.floor(i / side)];
    const white = (pixels[y * line + 1 + (x >> 3)]! >> (7 - (x & 7))) & 1;
    bitmap.set([white * 255, white * 255, white * 255, 255], i * 4);
  }
  expect(decodeQR({ width: side, height: side, data: bitmap })).toBe(text);
});
