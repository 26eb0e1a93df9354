"""One settings file. Development works with an empty environment; CASEWORK_ENV=production demands secrets.

Every switch is an environment variable read through casework.env; the README lists them.
"""

from pathlib import Path
from urllib.parse import unquote

import environ
from csp.constants import NONE, SELF

from casework import env
from casework.embedded import places

BASE_DIR = env.BASE_DIR
PRODUCTION = env.is_production()
DEBUG = env.flag("CASEWORK_DEBUG")

SECRET_KEY = env.secret("SECRET_KEY", development="development-only-" + "0" * 50)
# Wrapping keys of the vault, newest first, 64 hex digits each. Never derived from SECRET_KEY.
VAULT_KEYS = env.secret("VAULT_KEYS", development="d0" * 32).split(",")
VAULT_INDEX_KEY = env.secret("VAULT_INDEX_KEY", development="1d" * 32)

SITE_URL = env.text("SITE_URL", "http://localhost:8000")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

SITE_OFFICE_NAME = env.text("SITE_OFFICE_NAME", "示例市场监督管理局（演示）")
DEMO_PASSWORD = "casework-demo"
# The demo world's hotline platform (manage.py simulate_hotline), open to everybody as the password is.
DEMO_HOTLINE_KEY = "demo-12345"
DEMO_HOTLINE_SECRET = "casework-demo-hotline-secret"
DEMO_HOTLINE_ADDRESS = env.text("DEMO_HOTLINE_ADDRESS", "http://127.0.0.1:8012/casework/")
# Code of the bureau whose site this is: it receives what citizens send.
SITE_OFFICE = env.text("SITE_OFFICE", "nanhai")
# The demo world shows its logins and a banner on every page.
DEMO = env.flag("CASEWORK_DEMO", default=not PRODUCTION)
# Its further submissions and cases; 0 for the people alone, without any case.
DEMO_SIZE = env.number("CASEWORK_DEMO_SIZE", 200)

INSTALLED_APPS = [
    "casework.kernel",
    "casework",
    "complaints",
    "inspections",
    "penalties",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "casework.kernel.pages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "casework.kernel.pages.NoStoreMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "casework.kernel.pages.NewPasswordMiddleware",
    "casework.kernel.pages.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "casework.kernel.refusals.DomainErrorMiddleware",
    "casework.kernel.refusals.NoNulMiddleware",
]

ROOT_URLCONF = "casework.urls"
WSGI_APPLICATION = "casework.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "casework.web.context.site",
            ],
            "builtins": [
                "casework.templatetags.look",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Databases -------------------------------------------------------------------------------------
# One PostgreSQL, three roles: casework_owner migrates, casework_app serves, casework_public reads the
# published copies and nothing else (manage.py grant_roles).


def _database(url: str, *, role: str = "") -> dict:
    config = environ.Env.db_url_config(url)
    config["HOST"] = unquote(config["HOST"])  # a socket folder, percent-encoded as libpq wants it
    options = ["-c lock_timeout=2s"]
    if role:
        options.append(f"-c role={role}")
    config["OPTIONS"] = {**config.get("OPTIONS", {}), "options": " ".join(options)}
    config["CONN_MAX_AGE"] = 600
    config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASE_URL = env.text("DATABASE_URL") or places.database_url()
PUBLIC_DATABASE_URL = env.text("PUBLIC_DATABASE_URL")
DATABASES = {
    "default": _database(DATABASE_URL, role=env.text("CASEWORK_DATABASE_ROLE")),
    "public": _database(PUBLIC_DATABASE_URL)
    if PUBLIC_DATABASE_URL
    else _database(DATABASE_URL, role="casework_public"),
}
DATABASES["public"]["TEST"] = {"MIRROR": "default"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Caches ----------------------------------------------------------------------------------------
# In each process: what is in them may be gone or be drawn anew at any time (kernel.kept_pages).
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# --- Redis and Celery ------------------------------------------------------------------------------
REDIS_URL = env.text("REDIS_URL") or places.redis_url()
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Without these three a task of a killed worker comes back only after an hour.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 60,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
}
CELERY_TIMEZONE = "Asia/Shanghai"

# --- People ----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "kernel.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "casework.kernel.pages.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
# By account, never by address: a bureau sits behind one. What is not named here keeps allauth's own limit.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"}
MFA_RATE_LIMITS = {"webauthn_login": None}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)
MFA_REQUIRED = env.flag("MFA_REQUIRED", default=PRODUCTION)
# Approving and changing a role ask for a sign-in, or its confirmation, within the last minutes.
STEP_UP_REQUIRED = env.flag("STEP_UP_REQUIRED", default=PRODUCTION)
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Casework"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True

# --- Language and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- Files -----------------------------------------------------------------------------------------
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / ".local" / "media")
DOCUMENT_FONTS = env.path("DOCUMENT_FONTS", BASE_DIR / ".local" / "fonts")  # optional: the office's own 仿宋
HOLIDAYS_DIR = env.text("HOLIDAYS_DIR")  # optional: next year's State Council notice
# optional: the city's own limits of 12345 work orders, in the form of complaints/lifecycle/hotline_limits.toml
HOTLINE_LIMITS = env.text("HOTLINE_LIMITS")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_MAX_BYTES = 30 * 1024 * 1024
# So many complaints about one trader within so many days are shown as a mass of them.
MASS_COMPLAINTS = env.number("MASS_COMPLAINTS", 10)
MASS_COMPLAINT_DAYS = env.number("MASS_COMPLAINT_DAYS", 30)
# A form that comes back sooner was not read by a person.
FORM_MIN_SECONDS = env.number("FORM_MIN_SECONDS", 2)
# What programs without an account may send together; each account has an allowance of its own.
ANONYMOUS_API_PER_MINUTE = env.number("ANONYMOUS_API_PER_MINUTE", 60)
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "staticfiles")
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "casework.kernel.pages.StaticStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Mail ------------------------------------------------------------------------------------------
_email = environ.Env.email_url_config(env.text("EMAIL_URL") or f"filemail://{BASE_DIR / '.local' / 'mail'}")
EMAIL_BACKEND = _email.pop("EMAIL_BACKEND")
EMAIL_FILE_PATH = BASE_DIR / ".local" / "mail"
globals().update(
    {name: value for name, value in _email.items() if name not in ("EMAIL_FILE_PATH", "OPTIONS")}
)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "casework@localhost")
EMAIL_TIMEOUT = 10
MAIL_SENDER = env.text("MAIL_SENDER", "casework.kernel.senders.MailSender")
SMS_SENDER = env.text("SMS_SENDER", "casework.kernel.senders.FileSmsSender")
SMS_DIR = env.path("SMS_DIR", BASE_DIR / ".local" / "sms")

# --- API -------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PARSER_CLASSES": [
        "casework.kernel.parsers.TextJSONParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "EXCEPTION_HANDLER": "casework.kernel.rest.problem",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Casework",
    "DESCRIPTION": "Complaints, reports, cases, decisions. Refusals are RFC 9457 problems with their article.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "ApprovalKindEnum": "casework.models.approval.KINDS",
        "EvidenceKindEnum": "inspections.lifecycle.KINDS",
        "SubmissionKindEnum": "complaints.lifecycle.KINDS",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- Browser policy --------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "casework.kernel.refusals.csrf_failure"
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"fontTools": {"level": "WARNING"}},
}

DOCUMENTS_DIR = Path(BASE_DIR / "templates" / "documents")
