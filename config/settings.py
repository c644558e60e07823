"""Settings, read once from the environment. docs/operations.md lists every variable."""

import secrets
import sys
from pathlib import Path

import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.environment import database, env, mail, one_of, origins, site_address, switch, time_zone, whole
from config.private import make_private, use_private_folder

# Lets classes be written with the type they hold, such as ModelForm[Candidate], also while the site runs.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

#: Database, secret key, collected static files and logs of this installation; never in git.
VAR_DIR = Path(env.str("QBANK_VAR", default=str(BASE_DIR / "var")))
TESTING = "pytest" in sys.modules

DEBUG = switch("QBANK_DEBUG")
#: A site with an invented company, to look around in: it says so on every page and sends no letter.
DEMO = switch("QBANK_DEMO")


#: Commands that look at the code alone sign nothing: a key of the moment does for them.
KEYLESS_COMMANDS = {"makemigrations", "makemessages", "help"}
#: Commands that an installation may begin with: they write a key where there is none.
FIRST_COMMANDS = {"prepare", "restore"}
if not TESTING and not KEYLESS_COMMANDS.intersection(sys.argv[1:2]):
    use_private_folder(VAR_DIR, "QBANK_VAR")


def _secret_key() -> str:
    """The key from the environment, else the one that the first command of an installation wrote."""
    key: str = env.str("QBANK_SECRET_KEY", default="")
    path = VAR_DIR / "secret_key"
    if not key and path.exists():
        try:
            key = path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"The secret key in {path} can't be read: {error}.") from error
        if not key:
            raise ImproperlyConfigured(f"{path} is empty. Put the secret key back, or delete the file.")
    if not key and TESTING:
        key = "only-for-tests-" + "x" * 40
    if not key and KEYLESS_COMMANDS.intersection(sys.argv[1:2]):
        key = secrets.token_urlsafe(50)
    if not key and FIRST_COMMANDS.intersection(sys.argv[1:2]):
        from config.first_start import write_secret_key  # noqa: PLC0415 (only the first start needs it)

        key = write_secret_key(path)
    if not key:
        raise ImproperlyConfigured(
            "There is no secret key yet. Run `python manage.py prepare` once, or set QBANK_SECRET_KEY."
        )
    return key


SECRET_KEY = _secret_key()

#: Backups: how many the site keeps (0: it makes none by itself), where, and the passphrase they are under.
BACKUPS_KEPT = whole("QBANK_BACKUPS_KEPT", default=7)
BACKUP_DIR = Path(env.str("QBANK_BACKUPS", default=str(VAR_DIR / "backups")))
BACKUP_PASSPHRASE = env.str("QBANK_BACKUP_PASSPHRASE", default="")
make_private([BACKUP_DIR])

#: The key of the seals (accounts/kept/chain.py), and where the newest is remembered outside the database.
SEAL_KEY = env.str("QBANK_SEAL_KEY", default=SECRET_KEY)
SEALS_HEAD = None if TESTING else VAR_DIR / "seals_head"

HOST = env.str("HOST", default="127.0.0.1")
PORT = whole("PORT", default=8000, least=1, most=65535)
ALLOWED_HOSTS = env.list("QBANK_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", HOST])
CSRF_TRUSTED_ORIGINS = origins("QBANK_TRUSTED_ORIGINS")
PROXIES = whole("QBANK_PROXIES", default=0, most=10)
#: Processes of the application server and threads of each. Measured by `make bench-room`: autosaves of more
#: threads in fewer processes wait for each other.
PROCESSES = whole("QBANK_PROCESSES", default=4, least=1, most=64)
THREADS = whole("QBANK_THREADS", default=2, least=1, most=64)
#: Who serves this folder, and where.
SITE_LOCK = VAR_DIR / "serve.lock"

INSTALLED_APPS = [
    "common",
    "home",
    "accounts",
    "qbank",
    "interviews",
    "accounts.admin_app.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "import_export",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "common.middleware.request_ids.request_id",
    "django.middleware.security.SecurityMiddleware",
    "common.middleware.csp.content_security_policy",
    "accounts.middleware.BusyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "common.middleware.private_pages.private_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "common.middleware.script_forms.script_forms",
    "accounts.middleware.SignInRequired",
    "accounts.middleware.own_time_zone",
    "common.sent_forms.OnceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "common.middleware.wrong_method.wrong_method",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "common.middleware.collisions.CollisionMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "common.context_processors.site",
                "accounts.context_processors.forms",
                "qbank.questions.company.own_company",
            ],
            "builtins": ["common.templatetags.forms"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Databases. One writer at a time is SQLite's nature: taking the write lock when a transaction begins
# (IMMEDIATE) and waiting for it is what keeps parallel autosaves from failing. The log is folded into the
# database every 4,000 pages (16 MB) and not every 1,000: whoever folds makes all others wait.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; "
    # What is deleted is written over: an erased name must not stay in free pages.
    "PRAGMA secure_delete=ON",
}
DATABASES = {"default": database("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)
    make_private(Path(f"{DATABASES['default']['NAME']}{suffix}") for suffix in ("", "-wal", "-shm"))
    if TESTING:
        # A file, not memory: threads of the live server must share it.
        DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
        # Nobody misses a test database after a power cut.
        DATABASES["default"]["OPTIONS"] |= {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON",
        }
else:
    # A server that does not answer is given up within seconds: another one may have taken its place.
    DATABASES["default"].setdefault("OPTIONS", {}).update(connect_timeout=5, tcp_user_timeout=10_000)
    # A pooler that lends connections for a transaction (pgbouncer) keeps no cursor from one to the next.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = switch("QBANK_POOLER")
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
#: One password for all first people; empty: generated ones.
FIRST_PASSWORD = env.str("QBANK_FIRST_PASSWORD", default="")
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.OneQueryBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
PASSWORD_HASHERS = ["accounts.passwords.hashing.BoundedPBKDF2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

#: Whether wrong passwords are counted (accounts/passwords/throttle.py).
THROTTLE_PASSWORDS = not TESTING

SITE_NAME = _("Customer Service Interviews")

# Languages
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = time_zone("QBANK_TIME_ZONE", default="Asia/Shanghai")
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING or DEBUG
# Looks a file up when it is asked for: every test client would otherwise list all of them first.
WHITENOISE_AUTOREFRESH = TESTING or DEBUG

# Background jobs
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TESTING
        else "django_tasks_db.DatabaseBackend",
        # People's jobs, and what is done by the clock (home/scheduled.py): each has a worker of its own.
        "QUEUES": ["default", "scheduled"],
    }
}

# Security. QBANK_HTTPS says that people reach the site over https (behind a proxy that ends TLS).
HTTPS = switch("QBANK_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 3600
if DEMO:
    # Browsers keep cookies by host, whatever the port: here nobody is signed out of the site beside it.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "demo_sessionid", "demo_csrftoken"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "home.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "frame-src": ["'none'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
#: A scorecard of a hundred questions typed in from paper sends some fifteen fields each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
#: How large uploads may be stands in common/limits.py.
FILE_UPLOAD_HANDLERS = [
    "common.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# E-mail. Letters are sent where the company's settings turn them on; by default they are only printed.
vars().update(mail("EMAIL_URL"))
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("QBANK_MAIL_FROM", default="interviews@localhost")
#: Seconds a mail server may take to answer.
EMAIL_TIMEOUT = 20
#: Hosts, with port, that take what group robots say besides the services' own: a gateway of one's own.
ROBOT_HOSTS = env.list("QBANK_ROBOT_HOSTS", default=[])
#: Where people reach the site: for links in letters and calendars, which no request is there to tell.
SITE_URL = site_address("QBANK_SITE_URL", default=f"http://{f'[{HOST}]' if ':' in HOST else HOST}:{PORT}")

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "common.middleware.request_ids.RequestIdFilter"},
        "flood": {"()": "common.middleware.log_flood.FloodFilter"},
    },
    "formatters": {"line": {"format": "{asctime} {levelname} {request_id} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["flood", "request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": one_of("QBANK_LOG_LEVEL", LOG_LEVELS, default="INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # A word for each request that waits a moment for a thread.
        "waitress.queue": {"level": "ERROR"},
    },
}
