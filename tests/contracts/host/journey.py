"""Run inside the host's virtual environment: migrate; staff create one page of each kind, readers read them, a
volunteer writes.

Pages are made through the admin's views, with what a browser would send. Any surprise ends it with an error.
"""

import datetime
import io
import os
import sys
import sysconfig
from pathlib import Path
from urllib.parse import urlsplit

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "host_settings"
django.setup()

from django.apps import apps  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from PIL import Image  # noqa: E402
from wagtail.images import get_image_model  # noqa: E402
from wagtail.models import Site  # noqa: E402
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield  # noqa: E402

OUR_APPS = ["headless", "stories", "programs", "volunteers"]


def main():
    setup_test_environment()  # responses keep their context, so that a refused form can say why
    site_is_set_up()
    apps_come_from_where_they_should()
    staff = Client()
    staff.force_login(get_user_model().objects.create_superuser("staff", "staff@example.org", "a long password"))
    home = Site.objects.get(is_default_site=True).root_page
    picture = upload_picture(staff)
    sign_up = create(staff, home, "sc_volunteers", "SignUpPage", sign_up_fields())
    programs = create(staff, home, "sc_programs", "ProgramIndexPage", {"intro": rich_text("<p>What we offer.</p>")})
    program = create(staff, programs, "sc_programs", "ProgramPage", program_fields(picture))
    index = create(staff, home, "sc_stories", "StoryIndexPage", {"intro": rich_text("<p>Told by themselves.</p>")})
    story = create_story(staff, index, story_fields(picture, related=program, action=sign_up))
    for page in (sign_up, programs, program, index, story):
        editor_opens(staff, page)
        reader_reads(page)
    readers_see_pictures(story, program)
    volunteer_signs_up(staff, sign_up)
    programs_read(story)
    hosts_own_type_is_in_the_api(staff, home)
    host_keeps_its_own(home, index)


def site_is_set_up():
    """The system checks find no error, and nothing is left for the host to migrate."""
    call_command("migrate", verbosity=0)
    call_command("makemigrations", check=True, dry_run=True)
    call_command("check", databases=["default"])


def apps_come_from_where_they_should():
    installed = Path(sysconfig.get_path("purelib"))
    for name in OUR_APPS:
        config = apps.get_app_config(f"sc_{name}")
        assert Path(config.path) == installed / name, f"{name} comes from {config.path}, not from the wheel"
    assert apps.get_app_config("stories").name == "hostsite_apps.stories"


def upload_picture(staff):
    content = io.BytesIO()
    Image.radial_gradient("L").resize((2000, 1200)).convert("RGB").save(content, "JPEG")
    file = SimpleUploadedFile("garden.jpg", content.getvalue(), "image/jpeg")
    response = staff.post(reverse("wagtailimages:add"), {"title": "Garden", "file": file, "archive_number": "A 7"})
    assert response.status_code == 302, problems(response)
    image = get_image_model().objects.get(title="Garden")
    assert type(image).__name__ == "HostImage" and image.archive_number == "A 7"
    return image


def create(staff, parent, app_label, model_name, fields):
    """Write and publish a page in Wagtail's editor; the page as a reader's request would find it."""
    page = create_draft(staff, parent, app_label, model_name, {"action-publish": "1", **fields})
    assert page.live, f"{model_name} was stored, but is not published"
    return page


def create_draft(staff, parent, app_label, model_name, fields):
    address = reverse("wagtailadmin_pages:add", args=[app_label, model_name.lower(), parent.pk])
    opened = staff.get(address)
    assert opened.status_code == 200, f"{model_name} cannot be created below {parent}: {opened.status_code}"
    response = staff.post(address, form_data(model_name, fields))
    assert response.status_code == 302, f"{model_name}: {problems(response)}"
    return apps.get_model(app_label, model_name).objects.child_of(parent).get()


def form_data(model_name, fields):
    values = {"title": f"Our {model_name}", "slug": model_name.lower(), "comments": inline_formset([]), **fields}
    return nested_form_data(values)


def create_story(staff, index, fields):
    """A story is saved as a draft, its basis is recorded, and then it is published."""
    story = create_draft(staff, index, "sc_stories", "StoryPage", fields)
    basis = {"kind": "no_person", "nature": "sample"}
    recorded = staff.post(reverse("sc_stories_basis", args=[story.pk]), basis)
    assert recorded.status_code == 302, f"no basis can be recorded: {recorded.status_code}"
    data = form_data("StoryPage", {**fields, "action-publish": "1"})
    response = staff.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), data)
    assert response.status_code == 302, f"StoryPage: {problems(response)}"
    story.refresh_from_db()
    assert story.live, "StoryPage was stored, but is not published"
    return story


def problems(response):
    form = (response.context or {}).get("form") if response.status_code == 200 else None
    if form is None:
        return f"answered {response.status_code}"
    lists = {name: formset.errors for name, formset in getattr(form, "formsets", {}).items() if any(formset.errors)}
    return f"refused: {form.errors.as_data()} {lists}"


def sign_up_fields():
    question = {"label": "Why do you want to help?", "field_type": "multiline", "required": "on"}
    choice = {"label": "When are you free?", "field_type": "radio", "required": "on", "choices": "Days\nEvenings"}
    return {
        "intro": rich_text("<p>Two evenings a month.</p>"),
        "form_fields": inline_formset([question, choice]),
        "privacy_text": rich_text("<p>Only coordinators read it.</p>"),
        "thanks_text": rich_text("<p>We write to you within a week.</p>"),
        "promise_days": "7",
        "retention_months": "6",
    }


def program_fields(picture):
    return {
        "summary": "Office skills, with a certificate at the end.",
        "hero_image": str(picture.pk),
        "hero_alt": "A garden",
        "kind": "skills-training",
        "stages": "in-custody",
        "delivery": "in-facility",
        "languages": "es",
        "cost": "free",
        "childcare": "ask",
        "join_inside": rich_text("<p>Ask the librarian.</p>"),
        "join_outside": rich_text("<p>Write to us.</p>"),
        "source_note": rich_text(""),
        "body": streamfield([("text", rich_text("<p>Twelve weeks.</p>"))]),
        "eligibility": inline_formset([{"sentence": "You are 18 or older."}]),
        "partnerships": inline_formset([]),
        "subjects": inline_formset([{"name": "Office skills", "credential": "State certificate"}]),
        "training_modules": inline_formset(
            [
                {
                    "title": "Listening well",
                    "aims": "Listen without judging",
                    "description": rich_text("<p>Role play.</p>"),
                }
            ]
        ),
        "questions": inline_formset([{"question": "May I bring a child?", "answer": rich_text("<p>Ask us.</p>")}]),
        "figures": inline_formset([]),
    }


def story_fields(picture, *, related, action):
    quote = {"text": "Somebody believed me before I did.", "attribution": "Sample name"}
    call = {"action": "volunteer", "title": "Help", "text": "", "label": "Become a mentor", "page": str(action.pk)}
    return {
        "standfirst": "She learned to write letters, then taught it.",
        "hero_image": str(picture.pk),
        "hero_alt": "A garden",
        "date": datetime.date.today().isoformat(),
        "body": streamfield(
            [
                ("heading", "How it began"),
                ("text", rich_text("<p>With a library card.</p>")),
                ("quote", quote),
                ("call_to_action", {**call, "url": ""}),
            ]
        ),
        "related_page": str(related.pk),
    }


def editor_opens(staff, page):
    response = staff.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200, f"{page} cannot be edited: {response.status_code}"


def reader_reads(page):
    response = Client().get(page.get_url())
    assert response.status_code == 200, f"{page.get_url()} answers {response.status_code}"
    html = response.content.decode()
    assert page.title in html, f"{page.get_url()} does not show its title"
    assert "the-hosts-own-base" not in html, f"{page.get_url()} is built on the host's base.html"
    return html


def readers_see_pictures(*pages):
    from headless.models import PublicPicture

    for page in pages:
        html = reader_reads(page)
        files = PublicPicture.objects.filter(document__page_id=page.pk).values_list("file", flat=True)
        assert any(file in html for file in files), f"{page} shows no picture of its own"
    response = Client().get(f"/media/{files[0]}")
    assert response.status_code == 200, "a public picture cannot be opened"
    response.close()


def volunteer_signs_up(staff, page):
    from volunteers.models import Application

    html = reader_reads(page)
    address = reverse("sc_volunteers:apply", args=[page.pk])
    assert f'action="{address}"' in html, "the form is sent to another address"
    volunteer = Client(enforce_csrf_checks=True)
    token = html.partition('name="sc-token" value="')[2].partition('"')[0]
    answers = {
        "sc-token": token,
        "name": "Ana Reyes",
        "email": "ana@example.org",
        "is_adult": "on",
        "agrees_to_privacy": "on",
        "why_do_you_want_to_help": "Somebody helped my sister.",
        "when_are_you_free": "Evenings",
    }
    refused = volunteer.post(address, {**answers, "email": "ana"})
    assert refused.status_code == 422 and "Somebody helped my sister." in refused.content.decode()
    response = volunteer.post(address, answers)
    assert response.status_code == 302, f"the sign-up answers {response.status_code}"
    thanks = volunteer.get(response["Location"])
    assert thanks.status_code == 200 and "within a week" in thanks.content.decode()
    application = Application.objects.get()
    assert application.answers["why_do_you_want_to_help"] == "Somebody helped my sister."
    detail = staff.get(reverse("sc_applications:inspect", args=[application.pk]))
    assert detail.status_code == 200 and "Somebody helped my sister." in detail.content.decode()


def programs_read(story):
    answer = Client().get("/api/v1/stories").json()
    assert [item["title"] for item in answer["items"]] == [story.title], "the API does not list the story"
    renditions = answer["items"][0]["hero"]["renditions"]
    picture = Client().get(urlsplit(renditions[0]["url"]).path)
    assert picture.status_code == 200, "a picture of the API cannot be opened"
    picture.close()
    assert Client().get("/api/v1/openapi.json").status_code == 200
    call_command("documents", "--check")


def hosts_own_type_is_in_the_api(staff, home):
    """One call to the registry: a list, its filter and facet, and types in OpenAPI."""
    event = create(staff, home, "library", "EventPage", {"place": "Queens"})
    assert "Queens" in Client().get(event.get_url()).content.decode(), "the host's own template is not used"
    answer = Client().get("/api/v1/events?place=Queens&facets=place").json()
    assert [(item["title"], item["place"]) for item in answer["items"]] == [(event.title, "Queens")]
    assert answer["facets"]["place"][0]["count"] == 1
    assert Client().get("/api/v1/events?place=Bronx").json()["items"] == []
    assert Client().get("/api/v1/events?town=Queens").status_code == 422
    schema = Client().get("/api/v1/openapi.json").json()
    assert schema["components"]["schemas"]["EventData"]["properties"]["place"] == {"type": "string"}
    assert schema["paths"]["/api/v1/events"]["get"]["operationId"] == "listEvents"
    event.place = "Bronx"
    event.save_revision().publish()
    assert Client().get(f"/api/v1/events/{event.pk}").json()["place"] == "Bronx"


def host_keeps_its_own(home, story_index):
    html = Client().get(home.get_url()).content.decode()
    assert "the-hosts-own-base" in html, "the host's own pages lost their base.html"
    missing = Client().get(f"{story_index.get_url()}missing/")
    assert missing.status_code == 404
    story = apps.get_model("stories", "StoryPage").objects.create(title="The host's own")
    assert apps.get_model("stories", "StoryPage").objects.get() == story


if __name__ == "__main__":
    main()
    sys.stdout.write("The journey is complete.\n")
