import sharp, { type Metadata, type Sharp } from 'sharp';
import type { Inspected } from './inspected.js';

/** What a good phone camera makes. The worst such picture (interlaced, 16 bits) takes about half a gigabyte to decode (0.6 GB were measured at 64 megapixels). */
const MOST_MEGAPIXELS = 51;
/** Of the longer side: an A4 page at more than 500 dpi. Larger pictures are made smaller. */
const LONGEST_SIDE = 6000;
const SECONDS = 15;
const FORMATS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpeg', 'image/png': 'png' };
const JPEG_QUALITIES = [90, 80, 65, 45];

sharp.cache(false);
sharp.concurrency(1);
// No other decoder is ever reached, whatever the bytes pretend to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] });

/**
 * A picture drawn anew from its pixels, upright: place, camera, comments, and whatever was hidden in or behind the file
 * are gone. A PNG that would become too large is given as JPEG.
 * @param maxBytes of the result
 */
export async function redraw(bytes: Uint8Array, mediaType: string, maxBytes: number): Promise<Inspected> {
  const source = sharp(bytes, { limitInputPixels: false, failOn: 'error', sequentialRead: true, pages: 1 });
  const seen = await source.metadata().catch(() => null);
  if (seen === null || seen.format !== FORMATS[mediaType]) return { refused: 'files.unreadable' };
  if (seen.width * seen.height > MOST_MEGAPIXELS * 1e6) return { refused: 'files.too_many_pixels', limit: MOST_MEGAPIXELS };
  const drawn = source.autoOrient()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb').timeout({ seconds: SECONDS });
  try {
    return await encode(drawn, seen, mediaType, maxBytes);
  } catch {
    return { refused: 'files.unreadable' };
  }
}

async function encode(drawn: Sharp, seen: Metadata, mediaType: string, maxBytes: number): Promise<Inspected> {
  if (mediaType === 'image/png') {
    const png = await drawn.clone().png({ compressionLevel: 9, palette: seen.isPalette === true }).toBuffer();
    if (png.length <= maxBytes) return { mediaType, bytes: png };
  }
  for (const quality of JPEG_QUALITIES) {
    const jpeg = await drawn.clone().flatten({ background: '#fff' }).jpeg({ quality }).toBuffer();
    if (jpeg.length <= maxBytes) return { mediaType: 'image/jpeg', bytes: jpeg };
  }
  return { refused: 'files.too_many_pixels', limit: MOST_MEGAPIXELS };
}
