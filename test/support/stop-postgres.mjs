export default async function stopPostgres() {
  await globalThis.diemcauPostgres?.stop();
}
