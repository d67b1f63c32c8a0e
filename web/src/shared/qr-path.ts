import { encode } from 'uqr';

/** Draws a QR code as one SVG path on a grid of `size` units, including the quiet zone of four units. */
export function qrPath(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path: string[] = [];
  data.forEach((line, y) => {
    for (let x = 0; x < size; x++) {
      if (!line[x]) continue;
      let end = x + 1;
      while (line[end]) end++;
      path.push(`M${x} ${y}h${end - x}v1h-${end - x}z`);
      x = end;
    }
  });
  return { size, path: path.join('') };
}
