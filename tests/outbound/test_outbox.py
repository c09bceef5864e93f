"""The demo's outbox exists in the demo only."""

import pytest

from outbound import services


@pytest.fixture
def letters(db):
    for number in (1, 2):
        body = f"Volg je verbetering: http://testserver/gent/opvolging/{number}/ <script>"
        services.post(key=f"k{number}", to="an@example.org", subject=f"Brief {number}", body=body, language="nl")


def test_elsewhere_it_does_not_exist(client, letters, settings):
    settings.DEMO = False
    assert client.get("/postvak/").status_code == 404


def test_newest_first_with_links_that_work_and_nothing_that_runs(client, letters, settings):
    settings.DEMO = True
    page = client.get("/postvak/").content.decode()
    assert page.index("Brief 2") < page.index("Brief 1")
    assert 'href="http://testserver/gent/opvolging/1/"' in page
    assert "<script>" not in page


def test_the_number_of_queries_does_not_grow(client, letters, settings, django_assert_num_queries):
    settings.DEMO = True
    with django_assert_num_queries(1):
        client.get("/postvak/")
