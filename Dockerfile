# 小红帽的镜像：依赖按 constraints.txt 里测过的版本装，用普通用户运行，数据全在 /data。
FROM python:3.11-slim-bookworm

# 用 PostgreSQL 并且要它自己备份时：docker compose build --build-arg PACKAGES=postgresql-client
ARG PACKAGES=""
RUN if [ -n "$PACKAGES" ]; then \
        apt-get update && apt-get install -y --no-install-recommends $PACKAGES && rm -rf /var/lib/apt/lists/*; \
    fi

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

COPY pyproject.toml constraints.txt README.md ./
RUN pip install -c constraints.txt .

COPY bot.py ./
COPY plugins ./plugins
COPY data ./data
RUN python -m compileall -q bot.py plugins \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin xiaohongmao \
    && install -d -o xiaohongmao -g xiaohongmao -m 700 /data

ENV HOST=0.0.0.0 PORT=8080 DATA_FOLDER=/data
USER xiaohongmao
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health', timeout=5)"]
CMD ["python", "bot.py"]
