#!/bin/sh
# Sees to the programs and libraries that tests need and pip cannot install: by apt-get, where this is Debian and we are root.
set -eu

have() {
	case $1 in
	chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
	node) command -v npm && command -v node ;;
	pango) ldconfig -p | grep -q libpangoft2-1.0 && ldconfig -p | grep -q libharfbuzz-subset ;;
	wordpress) test -e /usr/share/wordpress/wp-load.php && ls -d /usr/share/wordpress/wp-content/themes/twenty* /var/lib/wordpress/wp-content/themes/twenty* 2>/dev/null | grep -q . && command -v php && command -v mariadbd ;;
	varnish) { command -v varnishd || ls /usr/sbin/varnishd; } && ls /usr/lib/*/varnish/vmods/libvmod_xkey.so ;;
	nginx) command -v nginx || ls /usr/sbin/nginx ;;
	postgres) command -v initdb || ls /usr/lib/postgresql/*/bin/initdb ;;
	*) command -v "$1" ;;
	esac >/dev/null 2>&1
}

package() {
	case $1 in xgettext) echo gettext ;; pango) echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ;; varnish) echo varnish varnish-modules ;; nginx) echo nginx-light ;; postgres) echo postgresql ;; node) echo nodejs npm ;; java) echo default-jre-headless ;; wordpress) echo wordpress wordpress-theme-twentytwentyone php-cli php-mysql php-xml mariadb-server ;; *) echo "$1" ;; esac
}

missing=""
for program in "$@"; do
	have "$program" || missing="$missing $(package "$program")"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	echo "Installing$missing …"
	export DEBIAN_FRONTEND=noninteractive
	# shellcheck disable=SC2086
	{ apt-get -qq update && apt-get -qq install -y --no-install-recommends $missing; } >/dev/null
else
	echo "Please install:$missing" >&2
	# Without PostgreSQL the tests run on SQLite alone, and say so; without the others they cannot run.
	[ "$missing" = " postgresql" ]
fi
