"""All settings, from the environment (docs/settings.md lists every name)."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from participatie import engines
from participatie.environment import flag, listed, number, secret, text

BASE_DIR = Path(__file__).resolve().parent.parent
RELEASE = text("RELEASE", "0.1.0")
DEMO = flag("DEMO", default=False)
DEBUG = flag("DEBUG", default=False)

DATA_DIR = Path(text("DATA_DIR", str(BASE_DIR / ".data")))
SECRET_KEY = secret("SECRET_KEY", DATA_DIR / "secret-key")
ALLOWED_HOSTS = listed("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_URL = text("SITE_URL", f"http://localhost:{number('WEB_PORT', 8000)}")
# Empty: the socket lives behind the same address as the pages.
LIVE_URL = text("LIVE_URL", "")
WEB_PORT = number("WEB_PORT", 8000)
LIVE_PORT = number("LIVE_PORT", 8001)
BIND_ADDRESS = text("BIND_ADDRESS", "127.0.0.1")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
    "channels",
    "accounts",
    "outbound",
    "media",
    "journal",
    "municipalities",
    "counting",
    "projects",
    "contributions",
    "catalogue",
    "surveys",
    "ideas",
    "moderation",
    "realtime",
    "api",
    "participatie",
]

# What every answer says stands before what answers early: a remembered page is as strict as a fresh one.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "municipalities.middleware.Headers",
    "municipalities.remembering.Remember",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "municipalities.middleware.Address",
    "accounts.middleware.SameOrigin",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "participatie.urls"
WSGI_APPLICATION = "participatie.wsgi.application"
ASGI_APPLICATION = "participatie.asgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "accounts.context.person",
                "municipalities.context.page",
                "municipalities.context.came_from",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "municipalities.templatetags.page"],
        },
    }
]

DATABASES = {"default": engines.database(text("DATABASE_URL", ""), pool=flag("DATABASE_POOL", default=True))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = text("REDIS_URL", "") or engines.redis_url()
REDIS_PREFIX = text("REDIS_PREFIX", "participatie")

CACHES = {
    "default": {
        "BACKEND": "participatie.cache.ForgivingCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        "KEY_PREFIX": REDIS_PREFIX,
        "TIMEOUT": 3600,
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": REDIS_PREFIX},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https")
SESSION_COOKIE_NAME = "sessie"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:after_sign_in"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_SESSION_REMEMBER = True
# Posts in ten minutes by one account or one network (accounts/limits.py); allauth counts sign-ins itself.
POST_LIMITS = {
    "correction": number("MOST_CORRECTIONS", 60),
    "confirmation": number("MOST_CONFIRMATIONS", 300),
    "api": number("MOST_API_CORRECTIONS", 300),
    "answer": number("MOST_ANSWERS", 300),
    "survey_code": number("MOST_SURVEY_CODES", 60),
}
ALLAUTH_TRUSTED_PROXY_COUNT = number("TRUSTED_PROXY_COUNT", 0)

# Mail is a row first (outbound.Letter); the readers hand it to this transport.
EMAIL_BACKEND = "outbound.letterbox.LetterBackend"
LETTER_TRANSPORT = text("LETTER_TRANSPORT", "keep" if DEMO else "smtp")
DEFAULT_FROM_EMAIL = text("MAIL_FROM", "Participatie <noreply@localhost>")
EMAIL_HOST = text("SMTP_HOST", "localhost")
EMAIL_PORT = number("SMTP_PORT", 25)
EMAIL_HOST_USER = text("SMTP_USER", "")
EMAIL_HOST_PASSWORD = text("SMTP_PASSWORD", "")
EMAIL_USE_TLS = flag("SMTP_TLS", default=False)

# Anonymous pages are rendered once per public change (municipalities/remembering.py).
REMEMBER_PAGES = flag("REMEMBER_PAGES", default=True)

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("fr", _("French")), ("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(text("STATIC_ROOT", str(BASE_DIR / ".data" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if flag("HASHED_STATIC", default=True)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000  # a question of 500 choices, each with its hint, score and value

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = number("HSTS_SECONDS", 0)

# A decision takes effect this long after it was taken; until then it can be undone.
DECISION_DELAY_SECONDS = number("DECISION_DELAY_SECONDS", 10)

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = REDIS_PREFIX
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.problems.as_problem",
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Participatie",
    "VERSION": RELEASE,
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": text("LOG_LEVEL", "INFO")},
    "loggers": {"uvicorn.access": {"level": "WARNING"}},
}
