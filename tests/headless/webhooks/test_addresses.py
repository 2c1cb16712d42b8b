"""Neither staff nor a receiver lead our server to what only our server can reach."""

import datetime
import ipaddress
import socket
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from headless.webhooks import address, call
from headless.webhooks.problems import WORDS, Refused
from tests.headless.webhooks.receiver import says

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",  # where clouds keep their keys
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "192.0.0.8",
    "198.18.0.1",
    "192.88.99.1",
    "::1",
    "::",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "64:ff9b::a00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:53aa:64c::1",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "100::1",
]
PUBLIC = ["93.184.215.14", "2606:4700::1111", "64:ff9b::5db8:d70e", "::ffff:93.184.215.14", "2002:5db8:d70e::1"]


def refusal(url: str) -> str:
    with pytest.raises(Refused) as refused:
        address.look_up(address.place_of(url), seconds=2)
    return refused.value.code


@pytest.fixture
def names(monkeypatch):
    """What names stand for."""
    known: dict[str, list[str]] = {}
    monkeypatch.setattr(address, "_resolve", lambda host, port: known.get(host, [host]))
    return known


@pytest.fixture
def nothing_allowed(settings):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "WEBHOOK_PRIVATE_NETWORKS": ()}


@pytest.mark.usefixtures("nothing_allowed")
@pytest.mark.parametrize("ip", PRIVATE)
def test_a_private_address_is_refused_also_among_public_ones(ip, names):
    names["both.example"] = ["93.184.215.14", ip]
    names["one.example"] = [ip]
    assert not address.is_public(ipaddress.ip_address(ip))
    assert refusal("https://one.example/") == refusal("https://both.example/") == "private"


@pytest.mark.usefixtures("nothing_allowed")
@pytest.mark.parametrize("ip", PUBLIC)
def test_a_public_address_may_be_called(ip, names):
    names["one.example"] = [ip]
    assert address.look_up(address.place_of("https://one.example/"), seconds=2) == [ipaddress.ip_address(ip)]


@pytest.mark.usefixtures("nothing_allowed")
@pytest.mark.parametrize(
    "url", ["https://2130706433/", "https://0x7f.1/", "https://127.1/", "https://0177.0.0.1/", "https://localhost/"]
)
def test_other_ways_to_write_this_machine_are_refused(url):
    assert refusal(url) == "private"


@pytest.mark.usefixtures("nothing_allowed")
@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.org/", "scheme"),
        ("ftp://example.org/", "scheme"),
        ("ldap:///hook", "address"),
        ("https://user:word@example.org/", "login"),
        ("https://user@example.org/", "login"),
        ("https://example.org:22/", "port"),
        ("https://example.org:25/", "port"),
        ("https://example.org:99999/", "address"),
        ("https:///path", "address"),
        ("https://exa mple.org/", "address"),
        ("https://example.org/\r\nX: y", "address"),
        ("https://[::1/", "address"),
        ("https://" + "a" * 70 + ".org/", "address"),
        ("https://example.org/" + "a" * 3000, "address"),
        ("", "address"),
    ],
)
def test_what_is_no_address_to_call_is_said(url, code):
    with pytest.raises(Refused) as refused:
        address.place_of(url)
    assert refused.value.code == code and refused.value.words in {str(words) for words in WORDS.values()}


def test_the_operator_allows_networks_and_no_others(settings, names):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "WEBHOOK_PRIVATE_NETWORKS": ("10.1.2.0/24", "fd00::/8")}
    names |= {"in.example": ["10.1.2.3"], "out.example": ["10.1.3.3"], "six.example": ["fd00::1"]}
    names["world.example"] = ["93.184.215.14"]
    for url in ("http://in.example/", "https://in.example/", "http://six.example/"):
        assert address.look_up(address.place_of(url), seconds=2)
    assert refusal("https://out.example/") == "private"
    assert refusal("http://world.example/") == "scheme", "through the world only with https"


def test_a_name_is_looked_up_once_and_the_connection_goes_there(names, receiver, monkeypatch):
    """A name that stands for another address a moment later gains nothing."""
    asked = []

    def resolve(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    monkeypatch.setattr(address, "_resolve", resolve)
    answer = call.post(f"http://rebinds.example:{receiver.port}/x?y=1", body=b"{}", headers={})
    assert answer.status == 204 and asked == ["rebinds.example"]
    assert receiver.got[0].headers["host"] == f"rebinds.example:{receiver.port}" and receiver.got[0].path == "/x?y=1"


def test_a_name_that_nobody_answers_for_takes_no_longer_than_it_may(monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(address, "_resolve", lambda host, port: over.wait(20) and [])
    monkeypatch.setattr(call, "DEADLINE", 0.2)
    answer = call.post("https://slow.example/", body=b"", headers={})
    over.set()
    assert answer.problem == "unknown" and answer.milliseconds < 5000


@pytest.mark.parametrize(
    ("status", "location", "problem"),
    [
        (302, "http://10.0.0.1/", "redirect"),
        (301, "/other", "redirect"),
        (303, "/other", "redirect"),
        (308, "", "redirect"),
        (307, "http://10.0.0.1/", "private"),
        (308, "http://169.254.169.254/latest/meta-data/", "private"),
        (307, "https://user:word@example.org/", "login"),
        (307, "file:/etc/passwd", "address"),
        (307, "http://localhost:{port}/", "redirect-elsewhere"),
    ],
)
def test_where_a_receiver_sends_on_is_checked_as_the_address_was(receiver, status, location, problem):
    receiver.answers = [says(status, Location=location.format(port=receiver.port))]
    answer = call.post(receiver.url, body=b"{}", headers={"Authorization": "Bearer x"})
    assert answer.problem == problem
    assert len(receiver.got) == 1, "nothing went there"


@pytest.mark.parametrize("status", [307, 308])
def test_a_message_goes_along_to_another_address_of_the_host(receiver, status):
    receiver.answers = [says(status, Location="/other")]
    answer = call.post(receiver.url, body=b'{"a":1}', headers={})
    assert answer.status == 204 and not answer.problem
    assert [(got.path, got.body) for got in receiver.got] == [("/hook", b'{"a":1}'), ("/other", b'{"a":1}')]


def test_a_circle_ends(receiver):
    receiver.answers = [says(307, Location="/hook") for _turn in range(10)]
    assert call.post(receiver.url, body=b"", headers={}).problem == "redirects"
    assert len(receiver.got) == call.MOST_REDIRECTS + 1


@pytest.fixture
def certified(tmp_path, receiver, monkeypatch):
    """The receiver has a certificate for hooks.example, by an authority that is trusted here."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hooks.example")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hooks.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    receiver._server.socket = server.wrap_socket(receiver._server.socket, server_side=True)
    monkeypatch.setattr(call, "_tls", lambda: ssl.create_default_context(cafile=path))
    return receiver


def test_the_certificate_is_checked_for_the_name(certified, names):
    names |= {"hooks.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]}
    assert call.post(f"https://hooks.example:{certified.port}/", body=b"", headers={}).status == 204
    answer = call.post(f"https://other.example:{certified.port}/", body=b"", headers={})
    assert answer.problem == "tls" and len(certified.got) == 1


def test_whoever_never_ends_the_handshake_is_hung_up_on(names, monkeypatch):
    monkeypatch.setattr(call, "DEADLINE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        names["hooks.example"] = ["127.0.0.1"]
        answer = call.post(f"https://hooks.example:{silent.getsockname()[1]}/", body=b"", headers={})
    assert answer.problem == "deadline" and answer.milliseconds < 5000
