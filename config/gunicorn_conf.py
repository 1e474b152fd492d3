"""How gunicorn serves Webside: a few processes with a few threads each."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 10
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
# Requests are logged by django-structlog; gunicorn tells of its own life only.
accesslog = None
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")
proc_name = "webside"
