# The bot as a container: docker build -t shop-bot . && docker run --env-file .env -p 3000:3000 shop-bot
FROM python:3.11-slim

# Nothing is compiled, and what is printed is seen at once.
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PORT=3000

RUN useradd --create-home --uid 1000 bot
WORKDIR /srv/bot

COPY requirements.txt .
RUN pip install --disable-pip-version-check -r requirements.txt

COPY app.py gunicorn.conf.py ./
COPY bot bot
COPY templates templates
COPY static static

# A SQLite file, where there is no DATABASE_URL, lives in a volume: -v bot:/srv/bot/instance
RUN mkdir instance && chown bot instance
USER bot
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/healthz\", timeout=4)"]

# With REDIS_URL, run a second container of the same image: dramatiq app:broker --processes 1 --threads 80
CMD ["sh", "-c", "flask migrate && exec env WEB_CONCURRENCY=${WEB_CONCURRENCY:-1} gunicorn app:app"]
