# The service in a container: `docker build -t diemcau .`. How to run it: docs/operate.md and compose.yaml.
# What is said here is done step by step by test/image.e2e-spec.ts, for which no Docker is needed.

FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build
RUN node build/ship.mjs /ship

FROM node:24-bookworm-slim AS packages
WORKDIR /packages
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY build/prune-packages.mjs ./
RUN node prune-packages.mjs node_modules

# What the image takes of other packages: Node without its debugging symbols, and PostgreSQL's means for backups.
FROM node:24-bookworm-slim AS programs
RUN apt-get update && apt-get install -y --no-install-recommends binutils postgresql-client-15
RUN strip /usr/local/bin/node

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin diemcau
RUN install -d -o diemcau -g diemcau -m 0700 /data /backups
COPY --from=programs /usr/local/bin/node /usr/local/bin/
COPY --from=programs /usr/lib/postgresql/15/bin/pg_dump /usr/lib/postgresql/15/bin/pg_restore /usr/local/bin/
WORKDIR /app
COPY --from=packages /packages/node_modules ./node_modules
COPY --from=build /ship ./
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
VOLUME ["/data", "/backups"]
EXPOSE 3000
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["node", "health.mjs"]
CMD ["node", "dist/server/main.js"]
