"""Debian's WordPress with our plugin, on MariaDB, both in a folder of their own and on 127.0.0.1 alone."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.proofs.site import ROOT, free_port

PACKAGE = Path("/usr/share/wordpress")
THEMES = Path("/usr/share/wordpress/wp-content/themes"), Path("/var/lib/wordpress/wp-content/themes")
PLUGIN = ROOT / "integrations" / "wordpress" / "second-chances.php"
SECONDS = 60

CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_CHARSET', 'utf8mb4');
define('DB_HOST', '127.0.0.1:%(database)s'); define('DB_COLLATE', '');
define('WP_HOME', '%(origin)s'); define('WP_SITEURL', '%(origin)s');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('WP_ACCESSIBLE_HOSTS', '127.0.0.1');
define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', false);
define('WP_DEBUG_LOG', __DIR__ . '/debug.log');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define($name . '_KEY', 'only-in-this-proof');
    define($name . '_SALT', 'only-in-this-proof');
}
$table_prefix = 'wp_';
define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
#: WordPress refuses to fetch from a private address and from an unusual port; here both are ours.
LEAVE = """<?php
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', function ($ports) { return [...$ports, %(port)s]; });
"""
#: Reads {"address", "key", "posts": {slug: content}} from the standard input.
INSTALL = """<?php
define('WP_INSTALLING', true);
$_SERVER += ['HTTP_HOST' => '%(host)s', 'REQUEST_METHOD' => 'GET', 'SERVER_PROTOCOL' => 'HTTP/1.1'];
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
add_filter('pre_wp_mail', '__return_true');
$asked = json_decode(stream_get_contents(STDIN), true);
wp_install('City library', 'admin', 'admin@example.org', true, '', 'only-in-this-proof');
update_option('permalink_structure', '');
update_option('second_chances_address', $asked['address']);
update_option('second_chances_key', $asked['key']);
$result = activate_plugin('second-chances.php');
if (is_wp_error($result)) { fwrite(STDERR, $result->get_error_message()); exit(1); }
$found = [];
foreach ($asked['posts'] as $slug => $content) {
    $id = wp_insert_post([
        'post_title' => ucfirst($slug), 'post_name' => $slug, 'post_content' => $content,
        'post_status' => 'publish', 'post_type' => 'page',
    ]);
    $found[$slug] = '/?page_id=' . $id;
}
echo json_encode($found);
"""


@contextmanager
def mariadb(folder: Path) -> Iterator[int]:
    """The port of a database server that ends with us."""
    port, own = free_port(), folder / "socket"
    data = folder / "data"
    subprocess.run(
        [
            "mariadb-install-db",
            "--no-defaults",
            f"--datadir={data}",
            "--auth-root-authentication-method=normal",
            "--user=root",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    command = [
        shutil.which("mariadbd") or "/usr/sbin/mariadbd",
        *("--no-defaults", f"--datadir={data}", f"--socket={own}", f"--pid-file={folder / 'pid'}", f"--port={port}"),
        *("--bind-address=127.0.0.1", "--user=root"),
    ]
    with (folder / "mariadb.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            query = ["mariadb", "--no-defaults", f"--socket={own}", "-u", "root", "-e", "CREATE DATABASE wordpress"]
            _until(lambda: subprocess.run(query, stderr=subprocess.DEVNULL, check=False).returncode == 0, server)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=SECONDS)


@contextmanager
def wordpress(folder: Path, *, site: str, make_key, posts) -> Iterator[tuple[str, dict[str, str]]]:
    """Origin, and paths of pages by their names. `make_key(origin)` gives the front end's key, `posts` the pages' contents."""
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    (folder / "database").mkdir()
    with mariadb(folder / "database") as database:
        root = folder / "wordpress"
        _copy(root)
        (root / "wp-config.php").write_text(CONFIG % {"database": database, "origin": origin})
        (root / "wp-content/mu-plugins").mkdir()
        (root / "wp-content/mu-plugins/leave.php").write_text(LEAVE % {"port": site.rpartition(":")[2]})
        shutil.copy(PLUGIN, root / "wp-content/plugins")
        (root / "install.php").write_text(INSTALL % {"host": f"127.0.0.1:{port}"})
        asked = json.dumps({"address": site, "key": make_key(origin), "posts": posts})
        installed = subprocess.run(
            ["php", "install.php"], cwd=root, input=asked, check=True, capture_output=True, text=True
        )
        paths = json.loads(installed.stdout[installed.stdout.rindex("{") :])
        (root / "install.php").unlink()
        with (folder / "php.log").open("w") as log:
            # WordPress asks itself while it answers.
            server = subprocess.Popen(
                ["php", "-S", f"127.0.0.1:{port}", "-t", str(root)],
                env={**os.environ, "PHP_CLI_SERVER_WORKERS": "4"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                _until(lambda: _listens(port), server)
                yield origin, paths
                complaints = [line for line in _lines(root / "debug.log") if PLUGIN.name in line]
                assert not complaints, complaints
            finally:
                os.killpg(server.pid, 15)
                server.wait(timeout=SECONDS)


def _copy(root: Path) -> None:
    """The package's files, without what Debian has made of its wp-content."""
    shutil.copytree(PACKAGE, root, ignore=lambda folder, names: ["wp-content"] if Path(folder) == PACKAGE else [])
    for name in ("themes", "plugins", "uploads"):
        (root / "wp-content" / name).mkdir(parents=True)
    for themes in THEMES:
        for theme in themes.glob("twenty*"):
            if not (root / "wp-content/themes" / theme.name).exists():
                shutil.copytree(theme, root / "wp-content/themes" / theme.name)


def _lines(file: Path) -> list[str]:
    """WordPress of 2022 has complaints of its own about PHP 8.2, or none."""
    return file.read_text().splitlines() if file.exists() else []


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _until(holds, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert process.poll() is None and time.monotonic() < deadline, "It did not start."
        time.sleep(0.2)
