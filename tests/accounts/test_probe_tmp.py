import pytest
from django.test import Client
from municipalities.services import set_up
@pytest.mark.django_db
def test_probe():
    set_up()
    c = Client()
    for u in ["/aanmelden/", "/aanmelden/nieuw/", "/aanmelden/code/", "/gent/projecten/", "/gent/projecten/nieuw/", "/mijn/", "/aanmelden/afmelden/", "/aanmelden/niet-actief/","/fr/aanmelden/"]:
        try:
            r = c.get(u)
            print(u, r.status_code, r.headers.get("Location"))
        except Exception as e:
            print(u, "EXC", type(e), str(e)[:200])
