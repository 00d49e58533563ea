# The program as one static file in an empty image. It runs as an ordinary user and keeps its data in /data.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG RELEASE=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.release=$RELEASE" -o /out/bot ./bot && mkdir -m 0700 /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/bot /bot
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
ENV DATA_DIR=/data STAY_DOWN=true
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["/bot", "health"]
ENTRYPOINT ["/bot"]
