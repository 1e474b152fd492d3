"""Addresses of signing in and of the whole site. How to add one stands in the docstring of this package.

The pages of django-allauth are about oneself alone, so every signed-in actor is answered alike.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from people.models import User
from tests.cast import ACTORS, Cast
from tests.factories.people import UserFactory
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
                                          admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
# The site.
GET  healthz                              ok    ok   ok      ok     ok     ok         ok           ok              ok      ok            ok
GET  common:components-show               ok    -    -       -      -      -          -            -               -       -             in
# The door.
GET  account_login                        go    go   go      go     go     go         go           go              go      go            ok
POST account_login                        go    go   go      go     go     go         go           go              go      go            go
GET  account_logout                       ok    ok   ok      ok     ok     ok         ok           ok              ok      ok            go
POST account_logout                       go    go   go      go     go     go         go           go              go      go            go
GET  account_signup                       go    go   go      go     go     go         go           go              go      go            ok   # closed
POST account_signup                       go    go   go      go     go     go         go           go              go      go            bad
GET  account_inactive                     ok    ok   ok      ok     ok     ok         ok           ok              ok      ok            ok
GET  account_reset_password               ok    ok   ok      ok     ok     ok         ok           ok              ok      ok            ok
POST account_reset_password               go    go   go      go     go     go         go           go              go      go            go
GET  account_reset_password_done          ok    ok   ok      ok     ok     ok         ok           ok              ok      ok            ok
GET  account_reset_password_from_key      bare  bare bare    bare   bare   bare       bare         bare            bare    bare          bare # a wrong key
POST account_reset_password_from_key      bad   bad  bad     bad    bad    bad        bad          bad             bad     bad           bad
GET  account_reset_password_from_key_done ok    ok   ok      ok     ok     ok         ok           ok              ok      ok            ok
GET  account_confirm_email                bare  bare bare    bare   bare   bare       bare         bare            bare    bare          bare # a wrong key
POST account_confirm_email                -     -    -       -      -      -          -            -               -       -             -
GET  account_email_verification_sent      ok    ok   ok      ok     ok     ok         ok           ok              ok      ok            ok
GET  account_confirm_login_code           go    go   go      go     go     go         go           go              go      go            in
POST account_confirm_login_code           go    go   go      go     go     go         go           go              go      go            in
# One's own account. What weighs more asks for the password again: go.
GET  account_email                        bare  bare bare    bare   bare   bare       bare         bare            bare    bare          in
POST account_email                        go    go   go      go     go     go         go           go              go      go            in
GET  account_change_password              ok    ok   ok      ok     ok     ok         ok           ok              ok      ok            in
POST account_change_password              bad   bad  bad     bad    bad    bad        bad          bad             bad     bad           in   # the old one is wrong
GET  account_set_password                 go    go   go      go     go     go         go           go              go      go            in   # they have one
POST account_set_password                 go    go   go      go     go     go         go           go              go      go            in
GET  account_reauthenticate               ok    ok   ok      ok     ok     ok         ok           ok              ok      ok            in
POST account_reauthenticate               bad   bad  bad     bad    bad    bad        bad          bad             bad     bad           in   # a wrong password
GET  mfa_index                            ok    ok   ok      ok     ok     ok         ok           ok              ok      ok            in
GET  mfa_authenticate                     go    go   go      go     go     go         go           go              go      go            in
POST mfa_authenticate                     go    go   go      go     go     go         go           go              go      go            in
GET  mfa_reauthenticate                   ok    ok   ok      ok     ok     ok         ok           ok              ok      ok            in
POST mfa_reauthenticate                   bad   bad  bad     bad    bad    bad        bad          bad             bad     bad           in   # a wrong number
GET  mfa_activate_totp                    go    go   go      go     go     go         go           go              go      go            in
POST mfa_activate_totp                    go    go   go      go     go     go         go           go              go      go            in
GET  mfa_deactivate_totp                  go    go   go      go     go     go         go           go              go      go            in
POST mfa_deactivate_totp                  go    go   go      go     go     go         go           go              go      go            in
GET  mfa_generate_recovery_codes          go    go   go      go     go     go         go           go              go      go            in
POST mfa_generate_recovery_codes          go    go   go      go     go     go         go           go              go      go            in
GET  mfa_view_recovery_codes              go    go   go      go     go     go         go           go              go      go            in
GET  mfa_download_recovery_codes          go    go   go      go     go     go         go           go              go      go            in
"""

PASSWORD = "a long known password"


def _with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def _everybody(cast: Cast) -> list[User]:
    return [_with_password(getattr(cast, actor)) for actor in ACTORS if actor != "anonymous"]


def own(cast: Cast) -> Scene:
    """Everybody has a password, and somebody else has an address that is nobody's business."""
    _everybody(cast)
    UserFactory(email="willow@home.example")
    return Scene(
        data={"password": "wrong", "action_add": "", "email": "x@y.example"}, secret=("willow@home.example",)
    )


def with_password(cast: Cast) -> Scene:
    _everybody(cast)
    return Scene(data={"password": "wrong", "oldpassword": "wrong"})


def with_two_steps(cast: Cast) -> Scene:
    """Everybody has set up two-step sign-in."""
    for user in _everybody(cast):
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    return Scene(data={"code": "000000"})


def closed_sign_up(cast: Cast) -> Scene:
    data = {"email": "new@home.example", "password1": PASSWORD, "password2": PASSWORD}
    return Scene(data=data)


def right_password(cast: Cast) -> Scene:
    user = _with_password(UserFactory())
    return Scene(data={"login": user.email, "password": PASSWORD})


def reset(cast: Cast) -> Scene:
    return Scene(data={"email": cast.student.email})


def wrong_reset_key(cast: Cast) -> Scene:
    user = UserFactory(email="willow@home.example")
    return Scene(
        {"uidb36": user.public_id.hex, "key": "no-key"}, {"password1": PASSWORD}, ("willow@home.example",)
    )


def wrong_confirmation_key(cast: Cast) -> Scene:
    user = UserFactory(email="willow@home.example")
    EmailAddress.objects.create(user=user, email=user.email)
    verified = EmailAddress.objects.filter(verified=True)
    return Scene({"key": "nothing"}, secret=(user.email,), state=verified.count)


def components(cast: Cast) -> Scene:
    return Scene(secret=("Amara Brightwater",))


SCENES: dict[str, SceneMaker] = {
    "common:components-show": components,
    "POST account_login": right_password,
    "account_signup": closed_sign_up,
    "account_reset_password": reset,
    "account_reset_password_from_key": wrong_reset_key,
    "account_confirm_email": wrong_confirmation_key,
    "account_email": own,
    "account_change_password": with_password,
    "account_set_password": with_password,
    "account_reauthenticate": with_password,
    "mfa_authenticate": with_two_steps,
    "mfa_reauthenticate": with_two_steps,
    "mfa_activate_totp": with_two_steps,
    "mfa_deactivate_totp": with_two_steps,
    "mfa_generate_recovery_codes": with_two_steps,
    "mfa_view_recovery_codes": with_two_steps,
    "mfa_download_recovery_codes": with_two_steps,
}
