"""Mails: queued with what causes them, sent once, and never given up in silence."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.utils import timezone

from headless.jobs import Letter, outbox, queue_mail, register_mail
from headless.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _writer(monkeypatch):
    monkeypatch.setattr(outbox, "_writers", {})
    register_mail("test", lambda mail: Letter(to="ana@example.org", subject="Hello", text=f"About {mail.about}"))


class Server:
    """A mail server that answers as told, one answer a mail; then it accepts."""

    def __init__(self, *answers):
        self.answers, self.accepted = list(answers), []

    def send_messages(self, messages):
        answer = self.answers.pop(0) if self.answers else None
        if answer:
            raise answer
        self.accepted += messages

    def close(self):
        pass


@pytest.fixture
def server(monkeypatch):
    def start(*answers):
        started = Server(*answers)
        monkeypatch.setattr(outbox, "get_connection", lambda: started)
        return started

    return start


def queued(key="one", **values):
    return queue_mail(kind="test", about="7", key=key, **values)


def state_of(mail):
    mail.refresh_from_db()
    return mail.state


def make_due():
    Mail.objects.update(due_at=timezone.now())


def test_a_mail_is_sent_once():
    mail = queued()
    assert outbox.deliver() == 1
    assert outbox.deliver() == 0
    assert [sent.body for sent in django_mail.outbox] == ["About 7"]
    assert state_of(mail) == "sent"
    assert (mail.subject, mail.text) == ("Hello", "About 7")


def test_the_same_mail_is_queued_once():
    assert queued().pk == queued().pk
    assert outbox.deliver() == 1


def test_a_mail_goes_with_the_transaction_that_causes_it():
    def change_and_fail():
        with transaction.atomic():
            queued()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()
    assert outbox.deliver() == 0


def test_changes_within_the_delay_make_one_mail():
    queued(delay=timedelta(minutes=10))
    Mail.objects.update(due_at=timezone.now() + timedelta(seconds=1))
    mail = queued(delay=timedelta(minutes=10))
    mail.refresh_from_db()
    assert mail.due_at > timezone.now() + timedelta(minutes=9)
    assert Mail.objects.count() == 1


def test_while_the_mail_server_is_away_mails_wait_and_keep_their_number(server):
    first, second = queued("one"), queued("two")
    server(ConnectionRefusedError())
    assert outbox.deliver() == 0
    assert state_of(first) == "queued"
    assert first.problem and first.due_at > timezone.now()
    assert state_of(second) == "queued" and second.attempts == 0, "the others are not tried in vain"
    make_due()
    back = server()
    assert outbox.deliver() == 2
    assert {message.extra_headers["Message-ID"] for message in back.accepted} == {
        f"<{first.pk}@localhost>",
        f"<{second.pk}@localhost>",
    }


def test_pauses_grow_and_end_at_an_hour(server):
    mail = queued()
    pauses = []
    for _attempt in range(9):
        server(ConnectionRefusedError())
        outbox.deliver()
        mail.refresh_from_db()
        pauses.append(round((mail.due_at - timezone.now()).total_seconds()))
        make_due()
    assert pauses[:3] == [30, 60, 120]
    assert pauses[-1] == 3600


def test_after_three_days_a_mail_is_given_up_and_shown(server):
    mail = queued()
    Mail.objects.update(created_at=timezone.now() - timedelta(days=4))
    server(ConnectionRefusedError())
    outbox.deliver()
    assert state_of(mail) == "queued", "the worker was away, and this is the first fault"
    Mail.objects.update(attempts=7, due_at=timezone.now())
    server(ConnectionRefusedError())
    outbox.deliver()
    assert state_of(mail) == "failed"
    assert "could not be reached" in mail.problem


def test_a_mail_that_was_given_up_has_the_time_of_a_new_one_when_it_is_queued_again(server):
    mail = queued()
    assert not outbox.queue_again(mail), "it has not failed"
    Mail.objects.update(state="failed", attempts=8, created_at=timezone.now() - timedelta(days=4))
    assert outbox.queue_again(mail)
    server(ConnectionRefusedError())
    outbox.deliver()
    assert state_of(mail) == "queued" and mail.attempts == 1
    make_due()
    back = server()
    assert outbox.deliver() == 1
    assert back.accepted[0].extra_headers["Message-ID"] == f"<{mail.pk}@localhost>"


def test_an_address_that_does_not_exist_fails_at_once_without_being_written_down(server, caplog):
    mail = queued()
    server(smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"No such user ana@example.org")}))
    outbox.deliver()
    assert state_of(mail) == "failed"
    assert "ana@example.org" not in mail.problem + caplog.text


def test_a_greylisted_address_is_tried_again(server):
    mail = queued()
    server(smtplib.SMTPRecipientsRefused({"ana@example.org": (451, b"later")}))
    outbox.deliver()
    assert state_of(mail) == "queued"


def test_a_mail_that_cannot_be_written_does_not_hold_up_the_others(caplog):
    def broken(mail):
        raise ValueError("ana@example.org")

    register_mail("broken", broken)
    bad = queue_mail(kind="broken", about="1", key="bad")
    good = queued()
    assert outbox.deliver() == 1
    assert state_of(good) == "sent"
    assert state_of(bad) == "queued" and bad.problem
    assert "ana@example.org" not in caplog.text


@pytest.mark.parametrize("field", ["to", "subject", "reply_to"])
def test_line_breaks_cannot_add_headers(field):
    values = {"to": "ana@example.org", "subject": "Hello", "reply_to": "", "text": "Text"}
    values[field] += "x@example.org\nBcc: all@example.org"
    register_mail("test", lambda mail: Letter(**values))
    mail = queued()
    assert outbox.deliver() == 0
    assert django_mail.outbox == []
    assert state_of(mail) == "queued"


def test_a_mail_whose_worker_was_killed_is_sent_later_with_the_same_number():
    mail = queued()
    Mail.objects.update(state="sending", claimed_at=timezone.now(), attempts=1)
    assert outbox.deliver() == 0, "its worker may be at it"
    Mail.objects.update(claimed_at=timezone.now() - timedelta(minutes=6))
    assert outbox.deliver() == 1
    assert django_mail.outbox[0].extra_headers["Message-ID"] == f"<{mail.pk}@localhost>"


def test_what_is_not_needed_any_more_is_not_sent():
    register_mail("test", lambda mail: None)
    mail = queued()
    assert outbox.deliver() == 0
    assert state_of(mail) == "cancelled"


def test_links_are_left_out_of_the_copy_that_staff_read():
    register_mail("test", lambda mail: Letter(to="a@example.org", subject="S", text="go /secret", kept_text="go …"))
    mail = queued()
    outbox.deliver()
    mail.refresh_from_db()
    assert django_mail.outbox[0].body == "go /secret"
    assert mail.text == "go …"


def test_a_mail_that_is_refused_for_good_fails_and_does_not_hold_up_the_others(server):
    bad, good = queued("bad"), queued("good")
    accepting = server(smtplib.SMTPDataError(554, b"spam ana@example.org"))
    assert outbox.deliver() == 1
    assert state_of(bad) == "failed" and "refused" in bad.problem and "ana" not in bad.problem
    assert state_of(good) == "sent" and len(accepting.accepted) == 1
