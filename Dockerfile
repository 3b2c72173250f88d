# A static binary without cgo, run by a user who owns nothing but the data.
# The digest is of the index for all architectures, as `docker buildx imagetools inspect
# golang:1.26.8-bookworm` tells it; docs/releasing.md says how it is changed.
FROM golang:1.26.8-bookworm@sha256:a688600ca24f8a4d3ca77f95b0dd40704a9fc787c826660eb7ba0b641b8b175d AS build
# No other toolchain than this one is fetched.
ENV GOTOOLCHAIN=local
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download && go mod verify
COPY . .
# The version that `bot version` and the log's first line tell, such as v1.4.0.
ARG VERSION=
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w -X main.built=${VERSION}" -o /bot ./cmd/bot \
 && mkdir -p /data /key /backups

FROM scratch
ARG VERSION=
LABEL org.opencontainers.image.title="Stillpoint" \
      org.opencontainers.image.description="One good question a day, about work, worth and walking away, on Discord and Telegram." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.documentation="docs/hosting.md"
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /bot /bot
COPY LICENSE NOTICE internal/schedule/places/LICENSE.md /licences/
# A folder of the host's that is mounted here must be writable by user id 65532:
# chown 65532 FOLDER. Volumes are made so by themselves.
COPY --from=build --chown=65532:65532 /data /data
COPY --from=build --chown=65532:65532 /key /key
COPY --from=build --chown=65532:65532 /backups /backups
USER 65532:65532
VOLUME /data /key /backups
WORKDIR /data
# The key lies on a volume of its own, apart from the database and from its backups.
ENV STILLPOINT_DATABASE=/data/stillpoint.db \
    STILLPOINT_KEY_FILE=/key/stillpoint.key \
    STILLPOINT_BACKUP_DIR=/backups \
    STILLPOINT_LISTEN=127.0.0.1:8080
# Whether it lives. Whether everybody is served is another question: bot health --ready.
HEALTHCHECK --interval=1m --timeout=10s --start-period=30s --retries=3 CMD ["/bot", "health"]
ENTRYPOINT ["/bot"]
CMD ["run"]
