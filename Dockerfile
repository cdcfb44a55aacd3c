# 助企通: one image for every process. `docker build -t zhuqi .`, then see compose.yaml.
FROM python:3.12-slim-bookworm AS built
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /app/.venv \
    && .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY bot bot
COPY handlers handlers
COPY policies policies
COPY locales locales
RUN .venv/bin/python -m compileall -q bot handlers policies

FROM python:3.12-slim-bookworm
# Nobody's account but its own, and nothing that it could write beside DATA_DIR.
RUN useradd --system --uid 10001 --home-dir /app zhuqi \
    && install --directory --owner=zhuqi --mode=700 /data
COPY --from=built /app /app
WORKDIR /app
USER zhuqi
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 DATA_DIR=/data HTTP_HOST=0.0.0.0 HTTP_PORT=8080
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['HTTP_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
