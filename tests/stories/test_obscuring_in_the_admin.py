"""The page on which staff obscure parts of a picture: who may, what they read, and that nothing typed is lost."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, ModelLogEntry

from headless import roles
from headless.roles import Role
from stories.models import FileToDelete, ObscuredPicture, PictureElements
from stories.models.obscured import version_of
from tests.factories.staff import sign_in
from tests.factories.stories import StoryIndexPageFactory, StoryPageFactory
from tests.stories.picture_with_face import FACE, files, files_that_show_face, picture_with_face
from tests.stories.test_basis_in_the_admin import refused, text
from tests.stories.test_obscuring import content, obscured, originals

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def picture():
    return picture_with_face(title="A woman at a window", collection=Collection.get_first_root_node())


def address(picture, name="sc_stories_obscure") -> str:
    return reverse(name, args=[picture.pk])


def regions(*rows: tuple) -> dict:
    """As the form sends them, in percent."""
    names = ("left", "top", "width", "height")
    sent = {f"form-{n}-{name}": value for n, row in enumerate(rows) for name, value in zip(names, row, strict=True)}
    return {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0, **sent}


HERE = (25, 25, 50, 50)


def sent(picture, *rows, **values) -> dict:
    drawn = {"version": version_of(picture), "manner": "cover", "original": "keep", **regions(*(rows or (HERE,)))}
    return {name: value for name, value in {**drawn, **values}.items() if value is not None}


def parsed(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def typed(response) -> list[str]:
    soup = parsed(response)
    return [field.get("value", "") for field in soup.select("[data-sc-rows] input")]


def with_roles(*names, permissions=()) -> Client:
    roles.set_up()
    client = Client()
    sign_in(client, *permissions, groups=[name.value for name in names])
    return client


# --- Doing it ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("manner", ["cover", "pixelate"])
@pytest.mark.parametrize(("original", "kept"), [("keep", 1), ("delete", 0)])
def test_without_script_numbers_do_it(admin_client, admin_user, picture, manner, original, kept):
    assert admin_client.get(address(picture)).status_code == 200
    answer = admin_client.post(
        address(picture), sent(picture, HERE, ("", "", "", ""), manner=manner, original=original), follow=True
    )
    assert answer.redirect_chain[-1][0] == address(picture)
    assert "Done: every page that shows this picture has the new one now." in answer.content.decode()
    assert "1 region of this picture was obscured" in text(answer)
    assert ("The original is kept" in text(answer)) is bool(kept)
    from tests.conftest import run_after_commit

    run_after_commit()
    assert files_that_show_face() == [] and len(originals()) == kept
    row = ObscuredPicture.objects.get()
    assert row.regions == [{"left": 0.25, "top": 0.25, "width": 0.5, "height": 0.5, "manner": manner}]
    assert ModelLogEntry.objects.get(action="sc_stories.picture_obscured").user == admin_user


def test_a_row_more_is_given_without_script_and_keeps_what_was_typed(admin_client, picture):
    before = files()
    answer = admin_client.post(address(picture), sent(picture, (1, "", 7.5, 8), more="1", manner="pixelate"))
    assert answer.status_code == 200 and typed(answer)[:4] == ["1", "", "7.5", "8"]
    assert typed(answer)[4:] == ["", "", "", ""] and "Put right" not in text(answer)
    assert parsed(answer).select_one("[name=manner][checked]")["value"] == "pixelate"
    assert parsed(answer).select_one("rect.sc-stage__region")["width"] == "7.5"
    assert {name for name in files() if "renditions" not in name and "images/" not in name} <= set(before)


def test_rows_that_were_shown_and_left_empty_do_not_matter(admin_client, picture):
    again = sent(picture, HERE, ("", "", "", ""), ("", "", "", ""), **{"form-INITIAL_FORMS": "3"})
    assert admin_client.post(address(picture), again).status_code == 302
    assert len(ObscuredPicture.objects.get().regions) == 1


@pytest.mark.parametrize("total", ["", "x", "-1", "9" * 30, "60000"])
def test_odd_numbers_of_rows_do_not_crash(admin_client, picture, total):
    for more in ({}, {"more": "1"}):
        answer = admin_client.post(address(picture), {**sent(picture), "form-TOTAL_FORMS": total, **more})
        assert answer.status_code in (200, 422) and len(typed(answer)) <= 4 * 51
    assert not ObscuredPicture.objects.exists()


def test_which_pages_show_it_is_said(admin_client, client, home, picture):
    page = StoryPageFactory(
        parent=StoryIndexPageFactory(parent=home, slug="stories"), hero_image=picture, hero_alt="A", title="Slow water"
    )
    client.get("/")  # what waits for the commit is done
    answer = admin_client.get(address(picture))
    assert (
        "Slow water" in text(answer) and reverse("wagtailadmin_pages:edit", args=[page.pk]) in answer.content.decode()
    )
    assert picture.usage_url in answer.content.decode()
    other = picture_with_face(title="Another")
    assert "No published page shows this picture." in text(admin_client.get(address(other)))


def test_so_are_others_with_the_same_file(admin_client, picture):
    twin = picture_with_face(title="The same woman")
    for image in (picture, twin):
        image.get_file_hash()
    for _before_and_after in range(2):
        answer = admin_client.get(address(picture))
        assert "The same woman" in text(answer) and address(twin) in answer.content.decode()
        obscured(picture)
    assert "The same woman" not in text(admin_client.get(address(picture_with_face("JPEG"))))


def test_whether_it_still_shows_her_face_is_asked_and_never_decided(admin_client, picture):
    PictureElements.objects.create(image_id=picture.pk, elements=["face", "place"])
    assert "Does it still show this?" not in text(admin_client.get(address(picture)))
    answer = admin_client.post(address(picture), sent(picture), follow=True)
    boxes = parsed(answer).select("[name=shows]")
    assert [box["value"] for box in boxes] == ["face", "place"] and all(box.has_attr("checked") for box in boxes)
    assert PictureElements.of([picture.pk]) == {picture.pk: {"face", "place"}}
    answer = admin_client.post(address(picture), {"marks": "1", "shows": ["place"]}, follow=True)
    assert "Noted what the picture shows now." in answer.content.decode()
    assert PictureElements.of([picture.pk]) == {picture.pk: {"place"}}
    assert (
        "Choose from the boxes"
        in admin_client.post(address(picture), {"marks": "1", "shows": ["nose"]}, follow=True).content.decode()
    )


def test_the_way_leads_from_the_library_and_from_what_pictures_show(admin_client, picture):
    edit = reverse("wagtailimages:edit", args=[picture.pk])
    for url in (edit, reverse("sc_stories_pictures")):
        assert address(picture) in admin_client.get(url).content.decode()


# --- What is wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("", "", "", "")], "Draw at least one region"),
        ([(80, 10, 30, 10)], "ends outside the picture"),
        ([(10, 80, 10, 30)], "ends outside the picture"),
        ([(10, 10, 0, 10)], "larger than 0"),
        ([(-1, 10, 10, 10)], "greater than or equal to 0"),
        ([(10, 10, 10, 101)], "less than or equal to 100"),
        ([("a", 10, 10, 10)], "Enter a number"),
        ([("nan", 10, 10, 10)], "Enter a number"),
        ([(10, "", 10, 10)], "This field is required"),
        ([(1, 1, 1, 1)] * 51, "At most 50 regions"),
        ([(1, 1, 1, 1)] * 2000, "At most 50 regions"),
    ],
)
def test_odd_regions_are_told_in_words_and_kept(admin_client, picture, rows, message):
    answer = admin_client.post(address(picture), sent(picture, *rows, manner="pixelate", original="delete"))
    assert answer.status_code == 422 and "Nothing was changed" in text(answer) and message in text(answer)
    assert typed(answer)[:4] == [str(value) for value in rows[0]] and len(typed(answer)) <= 4 * 51
    chosen = [box["value"] for box in parsed(answer).select("input[type=radio][checked]")]
    assert chosen == ["pixelate", "delete"]
    assert not ObscuredPicture.objects.exists() and content(picture)


@pytest.mark.parametrize("wrong", [{"manner": None}, {"manner": "blur"}, {"original": None}, {"original": "sell"}])
def test_so_are_odd_choices(admin_client, picture, wrong):
    answer = admin_client.post(address(picture), sent(picture, **wrong))
    assert answer.status_code == 422 and "Choose" in text(answer) and typed(answer) == ["25", "25", "50", "50"]
    assert not ObscuredPicture.objects.exists()


def test_who_is_slower_sees_the_new_picture_and_keeps_her_regions(admin_client, picture):
    drawn = sent(picture, (1, 2, 3, 4))
    obscured(picture)
    answer = admin_client.post(address(picture), drawn)
    assert answer.status_code == 422 and "Somebody has changed this picture meanwhile" in text(answer)
    assert typed(answer) == ["1", "2", "3", "4"]
    assert parsed(answer).select_one("form [name=version]")["value"] == version_of(picture)
    assert len(ObscuredPicture.objects.get().regions) == 1


def test_an_undecodable_picture_is_told_in_words(admin_client, picture):
    drawn = sent(picture)
    with open(picture.file.path, "wb") as file:
        file.write(b"no picture any more")
    answer = admin_client.get(address(picture))
    assert answer.status_code == 200 and "This picture cannot be shown" in text(answer)
    answer = admin_client.post(address(picture), drawn)
    assert answer.status_code == 422 and not ObscuredPicture.objects.exists() and originals() == []


def test_a_picture_that_turns_out_to_be_damaged(admin_client, picture):
    admin_client.get(address(picture))  # the size it is drawn on is there
    with open(picture.file.path, "r+b") as file:
        file.truncate(300)
    answer = admin_client.post(address(picture), sent(picture))
    assert answer.status_code == 422 and "is damaged. Upload the picture again" in text(answer)
    assert typed(answer) == ["25", "25", "50", "50"]


def test_a_file_that_is_gone(admin_client, picture):
    drawn = sent(picture)
    picture.file.storage.delete(picture.file.name)
    assert "This picture cannot be shown" in text(admin_client.get(address(picture)))
    assert admin_client.post(address(picture), drawn).status_code == 422


@pytest.mark.parametrize("name", ["sc_stories_obscure", "sc_stories_restore_picture", "sc_stories_delete_original"])
def test_a_picture_that_somebody_deleted_meanwhile(admin_client, picture, name):
    url, drawn = address(picture, name), sent(picture)
    picture.delete()
    for answer in (admin_client.get(url, follow=True), admin_client.post(url, drawn, follow=True)):
        assert answer.redirect_chain[-1][0] == reverse("sc_stories_pictures")
        assert "This picture is not in the library any more." in answer.content.decode()


def test_a_storage_that_fails_is_told_in_words(admin_client, picture, monkeypatch):
    def fail(name, content):
        raise OSError("No space left on device")

    admin_client.get(address(picture))
    with monkeypatch.context() as broken:
        broken.setattr(storages["default"], "_save", fail)
        answer = admin_client.post(address(picture), sent(picture))
    assert answer.status_code == 422 and "could not be stored, and nothing was changed" in text(answer)
    assert not ObscuredPicture.objects.exists() and typed(answer) == ["25", "25", "50", "50"]


def test_what_could_not_be_deleted_yet_is_said(admin_client, picture):
    FileToDelete.objects.create(where="library", name="x.jpg")
    answer = admin_client.post(address(picture), sent(picture), follow=True)
    assert "could not be deleted yet" in answer.content.decode()


# --- Who may ----------------------------------------------------------------------------------------------------------

ALL = [
    ("sc_stories_obscure", "get"),
    ("sc_stories_obscure", "post"),
    ("sc_stories_original", "get"),
    ("sc_stories_restore_picture", "get"),
    ("sc_stories_restore_picture", "post"),
    ("sc_stories_delete_original", "get"),
    ("sc_stories_delete_original", "post"),
]


@pytest.mark.parametrize(("name", "method"), ALL)
def test_it_is_for_those_who_may_change_pictures(picture, name, method):
    obscured(picture)
    for role in (Role.STORY_REVIEWER, Role.VOLUNTEER_COORDINATOR):
        Group.objects.all().delete()
        client = Client()
        roles.set_up()
        sign_in(client, "open_original", groups=[role.value], username=role.name)
        assert refused(getattr(client, method)(address(picture, name), sent(picture))), role
    assert Client().get(address(picture, name)).status_code == 302
    assert ObscuredPicture.objects.get().original


@pytest.mark.parametrize(
    ("name", "method", "may"),
    [(*item, item[0] not in ("sc_stories_original", "sc_stories_restore_picture")) for item in ALL],
)
def test_opening_and_restoring_have_a_permission_of_their_own(picture, name, method, may):
    obscured(picture)
    answer = getattr(with_roles(Role.COMMUNICATIONS_EDITOR), method)(address(picture, name), sent(picture))
    assert refused(answer) is not may


def test_administrators_have_it_and_others_are_not_offered_it(picture):
    obscured(picture)
    html = with_roles(Role.COMMUNICATIONS_EDITOR).get(address(picture)).content.decode()
    assert address(picture, "sc_stories_restore_picture") not in html and "from=original" not in html
    assert f'"{address(picture, "sc_stories_original")}"' not in html
    assert address(picture, "sc_stories_delete_original") in html
    client = Client()
    sign_in(client, groups=[Role.ADMINISTRATOR.value], username="admin2")
    html = client.get(address(picture)).content.decode()
    assert address(picture, "sc_stories_restore_picture") in html and "from=original" in html


def test_only_of_pictures_that_somebody_may_change(picture):
    hers = Collection.get_first_root_node().add_child(name="Hers")
    mine = picture_with_face(collection=hers)
    group = Group.objects.create(name="Some")
    change = Permission.objects.get(codename="change_image", content_type__app_label="wagtailimages")
    GroupCollectionPermission.objects.create(group=group, collection=hers, permission=change)
    client = Client()
    sign_in(client, "open_original").groups.add(group)
    obscured(picture)
    assert client.get(address(mine)).status_code == 200
    for name in ("sc_stories_obscure", "sc_stories_original", "sc_stories_restore_picture"):
        assert refused(client.get(address(picture, name)))


# --- The original -----------------------------------------------------------------------------------------------------


def test_the_original_is_handed_out_and_each_reading_noted(admin_client, admin_user, picture):
    before = content(picture)
    obscured(picture)
    answer = admin_client.get(address(picture, "sc_stories_original"))
    assert answer.content == before and answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == f'attachment; filename="original-{picture.pk}"'
    assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert ModelLogEntry.objects.get(action="sc_stories.original_read").user == admin_user
    name = ObscuredPicture.objects.get().original
    for url in (f"/admin/private-files/{name}", f"/media/{name}"):
        assert admin_client.get(url).status_code == 404


def test_one_that_is_gone_is_told_in_words(admin_client, picture):
    obscured(picture)
    storages["default"].delete(ObscuredPicture.objects.get().original)
    for answer in (
        admin_client.get(address(picture, "sc_stories_original"), follow=True),
        admin_client.post(address(picture, "sc_stories_restore_picture"), sent(picture), follow=True),
    ):
        assert "The original cannot be opened" in answer.content.decode()
    answer = admin_client.post(address(picture), sent(picture, **{"from": "original"}))
    assert answer.status_code == 422 and "The original cannot be opened" in text(answer)
    assert not ModelLogEntry.objects.filter(action="sc_stories.original_read").exists()


def test_it_is_drawn_on_anew(admin_client, picture):
    before = content(picture)
    obscured(picture, [FACE], "pixelate")
    answer = admin_client.get(f"{address(picture)}?from=original")
    assert parsed(answer).select_one("[data-sc-picture]")["src"] == address(picture, "sc_stories_original")
    assert typed(answer)[:4] == ["25", "25", "50", "50"]
    assert parsed(answer).select_one("[name=manner][checked]")["value"] == "pixelate"
    admin_client.post(address(picture), sent(picture, (20, 20, 60, 60), **{"from": "original"}))
    row = ObscuredPicture.objects.get()
    assert [item["left"] for item in row.regions] == [0.2] and row.read_original() == before
    other = picture_with_face()
    assert "There is no original" in text(admin_client.get(f"{address(other)}?from=original"))


def test_it_is_restored_after_a_question(admin_client, picture):
    before = content(picture)
    obscured(picture)
    url = address(picture, "sc_stories_restore_picture")
    assert "can be seen again" in text(admin_client.get(url))
    stale = admin_client.post(url, {"version": "x"}, follow=True)
    assert "Somebody has changed this picture meanwhile" in stale.content.decode()
    answer = admin_client.post(url, {"version": version_of(picture)}, follow=True)
    assert "The picture is as it was before" in answer.content.decode()
    assert content(get_image_model().objects.get(pk=picture.pk)) == before
    assert admin_client.get(url).url == address(picture)


def test_it_is_deleted_after_a_question(admin_client, picture):
    obscured(picture)
    url = address(picture, "sc_stories_delete_original")
    assert "nobody can bring it back" in text(admin_client.get(url))
    answer = admin_client.post(url, {}, follow=True)
    assert "The original is deleted." in answer.content.decode() and "The original was deleted." in text(answer)
    assert "There is no original any more." in admin_client.post(url, {}, follow=True).content.decode()


def test_when_another_file_was_uploaded_instead_that_is_said(admin_client, picture):
    obscured(picture)
    picture.file.save("another.png", picture_with_face().file, save=False)
    picture.file_hash = ""
    picture.save()
    answer = admin_client.get(address(picture))
    assert "somebody has uploaded another file in its place" in text(answer)
    assert address(picture, "sc_stories_delete_original") in answer.content.decode()
