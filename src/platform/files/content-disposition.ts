/**
 * `Content-Disposition` of a download (RFC 6266): the true name for every browser of this century, and one
 * without diacritics for the others. `Bài giảng Đề án 06.pdf` → `attachment; filename="Bai giang De an
 * 06.pdf"; filename*=UTF-8''B%C3%A0i%20…`
 */
export function attachment(fileName: string): string {
  const encoded = encodeURIComponent(fileName).replace(/['()*!]/g, percent);
  return `attachment; filename="${plain(fileName)}"; filename*=UTF-8''${encoded}`;
}

function plain(text: string): string {
  const letters = text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  // A percent sign too: some browsers decode it in the plain name.
  return letters.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
}

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
