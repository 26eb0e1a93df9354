FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /srv/casework

COPY requirements.lock .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

COPY . .
# collectstatic needs settings, not secrets: these keys live for this one line.
RUN CASEWORK_ENV=production SECRET_KEY=build VAULT_KEYS=build VAULT_INDEX_KEY=build ALLOWED_HOSTS=build \
    DATABASE_URL=postgres:///build REDIS_URL=redis://build STATIC_ROOT=/srv/static \
    python manage.py collectstatic --no-input \
 && useradd --system --home-dir /srv/casework casework \
 && install -d -o casework -g casework /srv/media /srv/mail

USER casework
ENV CASEWORK_ENV=production STATIC_ROOT=/srv/static MEDIA_ROOT=/srv/media
EXPOSE 8000
CMD ["gunicorn", "casework.wsgi", "--bind", "0.0.0.0:8000", "--workers", "4", "--worker-tmp-dir", "/dev/shm", \
     "--graceful-timeout", "20", "--no-control-socket"]
