"""Where staff say what pictures show: who may, of which pictures, and what follows."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, ModelLogEntry

from headless import roles
from headless.roles import Role
from stories.actions.record_basis import record_basis
from stories.models import PictureElements
from stories.viewsets import pictures
from tests.factories.site_project import SiteImageFactory
from tests.factories.staff import sign_in
from tests.factories.stories import StoryIndexPageFactory
from tests.published import document_of
from tests.stories.telling import but, consent, tell

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def address() -> str:
    return reverse("sc_stories_pictures")


def checked(client, image) -> list[str]:
    soup = BeautifulSoup(client.get(address()).content, "html.parser")
    return [box["value"] for box in soup.select(f"[name=shows-{image.pk}]") if box.has_attr("checked")]


def test_what_is_ticked_is_kept_and_noted_and_can_be_taken_back(admin_client, admin_user):
    one, two = SiteImageFactory(title="Window"), SiteImageFactory(title="Door")
    sent = {"image": [one.pk, two.pk], f"shows-{one.pk}": ["face", "children"]}
    assert "1 picture was changed." in admin_client.post(address(), sent, follow=True).content.decode()
    assert checked(admin_client, one) == ["face", "children"] and checked(admin_client, two) == []
    entry = ModelLogEntry.objects.get(action="sc_stories.picture_marked")
    assert (entry.user, entry.object_id, entry.data) == (admin_user, str(one.pk), {"shows": ["face", "children"]})
    admin_client.post(address(), {"image": [one.pk]})
    assert checked(admin_client, one) == []


def test_what_the_form_did_not_show_is_not_touched(admin_client):
    one, two = SiteImageFactory(), SiteImageFactory()
    PictureElements.objects.create(image_id=two.pk, elements=["face"])
    admin_client.post(address(), {"image": [one.pk], f"shows-{one.pk}": ["place"], f"shows-{two.pk}": ["voice"]})
    assert PictureElements.of([one.pk, two.pk]) == {one.pk: {"place"}, two.pk: {"face"}}


@pytest.mark.parametrize("shown", [["nose"], ["words"], ["face", "\x00"]])
def test_what_is_no_element_is_refused_in_words(admin_client, shown):
    image = SiteImageFactory()
    answer = admin_client.post(address(), {"image": [image.pk], f"shows-{image.pk}": shown}, follow=True)
    assert "Choose from the boxes" in answer.content.decode() and not PictureElements.objects.exists()


@pytest.mark.parametrize("junk", [{}, {"image": "x"}, {"image": "9" * 30}, {"image": ["-1", ""]}, {"p": "x"}])
def test_odd_input_changes_nothing(admin_client, junk):
    assert admin_client.post(address(), junk).status_code == 302
    assert admin_client.get(address(), {"p": "x"}).status_code == 200
    assert not PictureElements.objects.exists()


def test_pictures_come_a_page_at_a_time_with_few_queries(admin_client, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(pictures, "PER_PAGE", 2)
    images = [SiteImageFactory(title=f"Number {n}") for n in range(3)]
    html = admin_client.get(address()).content.decode()
    assert "Page 1 of 2" in html and "Number 2" in html and "Number 0" not in html
    assert "Number 0" in admin_client.get(f"{address()}?p=2").content.decode()
    assert get_image_model().objects.count() == len(images)


@pytest.mark.parametrize(("role", "may"), [(Role.COMMUNICATIONS_EDITOR, True), (Role.VOLUNTEER_COORDINATOR, False)])
def test_it_is_for_those_who_may_change_pictures(role, may):
    roles.set_up()
    SiteImageFactory()
    client = Client()
    sign_in(client, groups=[role.value])
    assert client.get(address()).status_code == (200 if may else 302)
    assert client.post(address(), {}).url.startswith(address()) is may
    assert ("What pictures show" in client.get(reverse("wagtailadmin_home")).content.decode()) is may


def test_and_only_of_those_pictures():
    hers = Collection.get_first_root_node().add_child(name="Hers")
    mine, other = SiteImageFactory(collection=hers), SiteImageFactory()
    client = Client()
    group = Group.objects.create(name="Some")
    change = Permission.objects.get(codename="change_image", content_type__app_label="wagtailimages")
    GroupCollectionPermission.objects.create(group=group, collection=hers, permission=change)
    sign_in(client).groups.add(group)
    html = client.get(address()).content.decode()
    assert f"shows-{mine.pk}" in html and f"shows-{other.pk}" not in html
    client.post(address(), {"image": [mine.pk, other.pk], f"shows-{other.pk}": ["face"]})
    assert not PictureElements.objects.exists()


def test_it_counts_at_once_where_the_picture_stands(admin_client, home):
    image = SiteImageFactory()
    page = tell(StoryIndexPageFactory(parent=home, slug="stories"), hero_image=image, hero_alt="A window")
    record_basis(translation_key=page.translation_key, **consent(own=but("face")))
    page.save_revision().publish()
    assert document_of(page).hero
    admin_client.post(address(), {"image": [image.pk], f"shows-{image.pk}": ["face"]})
    assert document_of(page).hero is None
