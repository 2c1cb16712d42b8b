"""A backup that is put back brings nobody back who was erased after it was made."""

import json
from datetime import timedelta

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.utils import timezone

from headless.models import Mail
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory
from volunteers import tasks
from volunteers.actions.delete_details import delete_details
from volunteers.actions.erase import erase
from volunteers.models import Application, Erased

CANARY = "zqxjcanary"


@pytest.fixture
def made(home):
    """Three applications by what becomes of them, and a backup from before."""
    page = SignUpPageFactory(parent=home)
    fates = ("erased", "closed", "kept")
    applications = {
        fate: ApplicationFactory(page=page, state="closed", decision="welcomed", name=f"{CANARY} {fate}")
        for fate in fates
    }
    for application in applications.values():
        Mail.objects.create(kind="volunteers.letter", about=str(application.pk), key=str(application.pk))
    return applications


def backup() -> str:
    rows = [*Application.objects.all(), *Mail.objects.all(), *Erased.objects.all()]
    return serializers.serialize("json", rows)


def put_back(text: str) -> None:
    for model in (Application, Mail, Erased):
        model.objects.all().delete()
    for row in serializers.deserialize("json", text):
        row.save()


def test_who_was_erased_after_the_backup_stays_erased(made, tmp_path, capsys):
    old, file = backup(), tmp_path / "erased"
    erase(application=made["erased"])
    delete_details(application=made["closed"])
    call_command("second_chances_erased", export=file)
    put_back(old)
    assert Application.objects.filter(details_deleted_at=None).count() == 3
    call_command("second_chances_erased", replay=file)
    assert "2 erased again" in capsys.readouterr().out
    closed, kept = sorted(Application.objects.all(), key=lambda application: application.name)
    assert (closed.pk, closed.name, closed.decision) == (made["closed"].pk, "", "welcomed")
    assert (kept.pk, kept.name) == (made["kept"].pk, f"{CANARY} kept")
    assert [mail.about for mail in Mail.objects.all()] == [str(kept.pk)]
    call_command("second_chances_erased", replay=file)
    assert "0 erased again" in capsys.readouterr().out


def test_the_list_loses_nothing_when_it_is_exported_from_an_old_backup(made, tmp_path):
    old, file = backup(), tmp_path / "erased"
    erase(application=made["erased"])
    call_command("second_chances_erased", export=file)
    put_back(old)
    erase(application=made["kept"])
    call_command("second_chances_erased", export=file)
    assert len(file.read_text().splitlines()) == 2
    call_command("second_chances_erased", replay=file)
    assert [application.pk for application in Application.objects.all()] == [made["closed"].pk]
    assert Erased.objects.count() == 2


def test_the_list_names_nobody(made, tmp_path):
    erase(application=made["erased"])
    delete_details(application=made["closed"])
    call_command("second_chances_erased", export=tmp_path / "erased")
    text = (tmp_path / "erased").read_text()
    for application in made.values():
        assert str(application.pk) not in text and application.pk.hex not in text
    assert CANARY not in text + json.dumps(list(Erased.objects.values()), default=str)


@pytest.mark.parametrize("text", ["nonsense\n", "zz 2026-01-01T00:00:00+00:00 all\n", "00 2026-01-01 all\n"])
def test_what_is_no_list_erases_nobody_and_is_not_overwritten(made, tmp_path, text):
    file = tmp_path / "erased"
    file.write_text(text)
    for option in ("replay", "export"):
        with pytest.raises(CommandError, match="nothing was done"):
            call_command("second_chances_erased", **{option: file})
    assert file.read_text() == text
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("second_chances_erased", replay=tmp_path / "missing")


def test_after_an_erasure_the_log_of_the_database_is_emptied_for_a_while(made):
    assert not tasks.something_was_erased()
    erase(application=made["erased"])
    assert tasks.something_was_erased()
    Erased.objects.update(at=timezone.now() - timedelta(hours=2))
    assert not tasks.something_was_erased()
