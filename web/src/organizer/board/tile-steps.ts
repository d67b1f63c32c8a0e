/** Answers the tile that a key leads to: by order for left and right, by position for up and down. */
export function nextTile(wall: HTMLElement, from: HTMLElement, key: string): HTMLElement | null {
  const tiles = [...wall.querySelectorAll<HTMLElement>('[data-site]')];
  const at = tiles.indexOf(from);
  switch (key) {
    case 'ArrowRight':
      return tiles[at + 1] ?? null;
    case 'ArrowLeft':
      return tiles[at - 1] ?? null;
    case 'Home':
      return tiles[0] ?? null;
    case 'End':
      return tiles[tiles.length - 1] ?? null;
    case 'ArrowDown':
      return nearest(tiles, from, 1);
    case 'ArrowUp':
      return nearest(tiles, from, -1);
    default:
      return null;
  }
}

/** Answers the closest tile in the next row of tiles, above or below. */
function nearest(tiles: HTMLElement[], from: HTMLElement, direction: 1 | -1): HTMLElement | null {
  const here = from.getBoundingClientRect();
  let best: { tile: HTMLElement; distance: number } | null = null;
  for (const tile of tiles) {
    const there = tile.getBoundingClientRect();
    const down = (there.top - here.top) * direction;
    if (down < here.height / 2) continue;
    const distance = down * 4 + Math.abs(there.left - here.left);
    if (!best || distance < best.distance) best = { tile, distance };
  }
  return best?.tile ?? null;
}
