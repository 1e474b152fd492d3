# A starting point for a deployment. It states the steps of the README; it has not been run.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=config.settings_production \
    WEBSIDE_VAR=/var/lib/webside BIND=0.0.0.0:8000

WORKDIR /srv/webside
COPY requirements.txt ./
RUN pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.txt
COPY . .
RUN python scripts/messages.py compile
RUN useradd --system --home-dir /var/lib/webside --create-home webside
USER webside

EXPOSE 8000
CMD ["python", "-m", "gunicorn", "--config", "python:config.gunicorn_conf", "config.wsgi"]
