# The proxy in a container: not root, nothing written but /data, asked for its health.
#   docker build --tag invoice-pay-proxy .
#   docker run --name invoice-pay --env-file .env --publish 127.0.0.1:3000:3000 --volume invoice-pay:/data --read-only --cap-drop ALL invoice-pay-proxy

FROM node:22-bookworm-slim AS build
WORKDIR /build
# The packages first: they are installed again only where the lock file has changed.
COPY package.json package-lock.json .npmrc ./
COPY proxy/mollie/transport proxy/mollie/transport
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build:widget && npx vite build --mode proxy && npm run build:notices && chmod +x dist/proxy/cli.js
# What the proxy needs when it runs, in the versions of the lock file; the clients of PostgreSQL and Redis stay.
RUN npm pkg delete devDependencies overrides peerDependenciesMeta \
  && npm prune --ignore-scripts

FROM node:22-bookworm-slim
LABEL org.opencontainers.image.title="invoice-pay-button" \
  org.opencontainers.image.description="The proxy of invoice-pay-button: invoices paid online through Mollie" \
  org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 STORAGE_URL=sqlite:/data/invoice-pay.db
WORKDIR /app
RUN install --directory --owner=node --group=node --mode=0700 /data \
  && ln -s /app/dist/proxy/cli.js /usr/local/bin/invoice-pay-button
COPY --from=build /build/package.json /build/LICENSE ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist/proxy dist/proxy
COPY --from=build /build/dist/widget dist/widget
COPY --from=build /build/dist/THIRD-PARTY-NOTICES.txt dist/
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["node", "dist/proxy/cli.js", "health"]
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning", "dist/proxy/cli.js"]
CMD ["serve"]
