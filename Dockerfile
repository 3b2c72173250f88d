# A static binary without cgo, run by a user who owns nothing but the data.
FROM golang:1.26.8 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /bot ./cmd/bot \
 && mkdir /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /bot /bot
COPY LICENSE NOTICE internal/schedule/places/cities-LICENSE.md /licences/
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
VOLUME /data
# The database and, unless STILLPOINT_KEY_FILE says otherwise, its key beside it.
WORKDIR /data
ENV STILLPOINT_DATABASE=/data/stillpoint.db
ENTRYPOINT ["/bot"]
CMD ["run"]
