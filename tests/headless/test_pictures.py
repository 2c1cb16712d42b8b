"""Which picture files are public, and for how long."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, Page

from headless.documents import build, pictures
from headless.models import PublicPicture
from tests.factories.site_project import ContentPageFactory
from tests.factories.stories import StoryIndexPageFactory, StoryPageFactory
from tests.published import document_of, public_files

pytestmark = pytest.mark.slow


def story(home, image, **values):
    return StoryPageFactory(parent=StoryIndexPageFactory(parent=home), hero_image=image, hero_alt="A garden", **values)


def test_a_live_page_shows_public_copies(home, image):
    document = document_of(story(home, image))
    assert document.hero.alt == "A garden"
    assert {rendition.format for rendition in document.hero.renditions} == {"webp", "jpeg"}
    for rendition in document.hero.renditions:
        assert rendition.url.startswith("/media/pictures/")
        assert rendition.url.rpartition("/")[2] in public_files()
        assert abs(rendition.width / rendition.height - 16 / 9) < 0.02


def test_a_draft_makes_no_public_file(home, image):
    page = story(home, image, live=False)
    document = build(page, draft=True)
    assert document.hero.renditions[0].url.startswith("/admin/private-files/")
    assert public_files() == set()
    assert document_of(page) is None


def test_a_page_behind_a_login_makes_no_public_file(home, image):
    page = story(home, image)
    page.view_restrictions.create(restriction_type="login")
    assert document_of(page) is None
    assert public_files() == set()


def test_unpublishing_takes_the_files_away(home, image):
    page = story(home, image)
    document_of(page)
    assert public_files()
    page.unpublish()
    assert public_files() == set()


def test_restricting_an_ancestor_takes_the_files_away(home, image):
    page = story(home, image)
    document_of(page)
    home.view_restrictions.create(restriction_type="login")
    assert public_files() == set()


def test_moving_below_a_restricted_page_takes_the_files_away(home, image):
    page = story(home, image)
    document_of(page)
    private = ContentPageFactory(parent=home)
    private.view_restrictions.create(restriction_type="login")
    page.get_parent().move(private, pos="last-child")
    assert public_files() == set()


@pytest.mark.parametrize("deleted", ["page", "image"])
def test_deleting_the_page_or_the_image_takes_the_files_away(home, image, deleted):
    page = story(home, image)
    document_of(page)
    (page if deleted == "page" else image).delete()
    assert public_files() == set()


def test_a_file_that_two_pages_show_stays_until_the_second_is_gone(home, image):
    first = story(home, image)
    second = StoryPageFactory(parent=first.get_parent(), hero_image=image)
    document_of(first), document_of(second)
    first.unpublish()
    assert public_files()
    second.unpublish()
    assert public_files() == set()


def test_replacing_the_photograph_takes_the_old_one_away_at_once(home, image):
    page = story(home, image)
    document_of(page)
    before = public_files()
    out = BytesIO()
    Image.new("RGB", (700, 440), "maroon").save(out, "JPEG")
    image.renditions.all().delete()
    image.file = ContentFile(out.getvalue(), name="another.jpg")
    image.save()
    assert public_files()
    assert not public_files() & before
    page.unpublish()
    assert public_files() == set()


def test_a_page_that_is_unpublished_while_its_files_are_made_keeps_none(home, image, monkeypatch):
    page = story(home, image)
    encode = pictures.encode

    def unpublish_meanwhile(*args):
        Page.objects.filter(pk=page.pk).update(live=False)
        return encode(*args)

    monkeypatch.setattr(pictures, "encode", unpublish_meanwhile)
    assert document_of(page) is None
    assert public_files() == set()


def test_a_picture_is_decoded_once_for_all_its_sizes(home, image, monkeypatch):
    decoded = []
    open_image = type(image).get_willow_image
    monkeypatch.setattr(type(image), "get_willow_image", lambda self: decoded.append(self.pk) or open_image(self))
    page = story(home, image)
    assert document_of(page).hero
    assert len(decoded) == 2  # the hero's sizes, and the card's


def test_a_picture_in_a_collection_that_is_not_public_stays_private(home, image):
    collection = Collection.get_first_root_node().add_child(name="Inside")
    page = story(home, image)
    assert document_of(page).hero
    image.collection = collection
    image.save()
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert document_of(page).hero is None
    assert public_files() == set()


def test_publishing_makes_a_lost_file_again(home, image):
    page = story(home, image)
    document_of(page)
    everything = public_files()
    lost = everything.pop()
    storages["public_pictures"].delete(f"pictures/{lost}")
    page.save_revision().publish()
    assert public_files() == everything | {lost}


def test_a_new_focal_point_gives_new_files_and_takes_the_old_away(home, image):
    page = story(home, image)
    document_of(page)
    before = set(PublicPicture.objects.values_list("fingerprint", flat=True))
    image.focal_point_x, image.focal_point_y = 100, 100
    image.focal_point_width = image.focal_point_height = 50
    image.save()
    page.refresh_from_db()
    document = document_of(page)
    assert document.hero.focal_point.x == 0.1429
    assert not before & set(PublicPicture.objects.values_list("fingerprint", flat=True))


def test_publishing_without_the_picture_takes_its_files_away(home, image):
    page = story(home, image)
    page.save_revision().publish()
    assert public_files()
    page.hero_image = None
    page.save_revision().publish()
    assert public_files() == set()


def test_a_missing_original_leaves_the_page_readable(home, image, caplog):
    page = story(home, image)
    image.file.storage.delete(image.file.name)
    assert document_of(page).hero is None
    assert "cannot be read" in caplog.text
