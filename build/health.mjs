/** The health check of a container: code 0 if the service takes requests and stores them. */
const url = `http://127.0.0.1:${process.env.PORT || 3000}/health/ready`;
const { ok } = await fetch(url).catch(() => ({ ok: false }));
process.exit(ok ? 0 : 1);
