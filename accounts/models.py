"""People: users who signed in, and guests who only hold a key."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Makes users known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **extra: object) -> "User":
        """A user with a normalised address; without a password nobody can sign in with one, only by code."""
        user = self.model(email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: object) -> "User":
        """A user who may do everything."""
        return self.create_user(email, password, is_superuser=True, is_staff=True, **extra)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who proved to own an e-mail address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2, default="nl")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        """One or two capitals for the round badge of the desk."""
        words = str(self).replace("@", " ").replace(".", " ").split()
        return "".join(word[0] for word in words[:2]).upper()


class Guest(models.Model):
    """Somebody who took part without an account. The row is made with the first contribution, not before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="guests")

    def __str__(self) -> str:
        return str(self.pk)
