# Varnish in front of Second Chances: keeps pages, lists, JSON and pictures, and forgets by tag what has changed.
#
# Needs Varnish 6.2 or newer and its modules (Debian: varnish, varnish-modules). Start it with two sockets, of which only the
# site may reach the second; see README.md:
#
#     varnishd -a site=:6081 -a purge=127.0.0.1:6082 -f /etc/varnish/varnish.vcl -s malloc,256m
#
# The site says by Cache-Control how long an answer may be kept, and how much longer while the site is away
# (EDGE_CACHE_SECONDS, EDGE_STALE_SECONDS): neither reaches beyond the end of a consent. This file adds nothing to it.

vcl 4.1;

import std;
import xkey;

backend site {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 1s;
    .first_byte_timeout = 30s;
    .between_bytes_timeout = 10s;
    .probe = {
        .url = "/health/live/";
        .interval = 1s;
        .timeout = 1s;
        .window = 3;
        .threshold = 2;
        .initial = 2;
    }
}

sub vcl_recv {
    # The site tells what to forget at a socket of its own: whoever reads cannot reach it, also not through a proxy.
    if (local.socket == "purge") {
        if (req.method != "PURGE" || !req.http.xkey-purge) {
            return (synth(405, "Only PURGE with xkey-purge"));
        }
        set req.http.sc-forgotten = xkey.purge(req.http.xkey-purge);
        return (synth(200, "Forgotten"));
    }
    if (req.method == "PURGE") {
        return (synth(405, "Not here"));
    }

    if (req.restarts == 0) {
        unset req.http.sc-missed;
        unset req.http.sc-forgotten;
    }
    if (req.restarts > 0 || !std.healthy(req.backend_hint)) {
        # The site is away, or has just failed: what is kept is given for as long as its answer allows.
        set req.grace = 365d;
    } else {
        # A reader gets what has just become too old while the new one is fetched; the site says how long (5 seconds at most).
        set req.grace = 5s;
    }

    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # Somebody is signed in, or shows a password: theirs are answers of their own.
    if (req.http.Authorization || req.http.Cookie ~ "(^|; ?)sessionid=") {
        return (pass);
    }
    if (req.url !~ "^/api/") {
        # What advertisers add to links changes no page.
        set req.url = regsuball(req.url, "([?&])(utm_[a-z]+|fbclid|gclid|mc_[a-z]+)=[^&]*", "\1");
        set req.url = regsub(regsub(regsuball(req.url, "&&+", "&"), "\?&+", "?"), "[?&]+$", "");
    }
    # Other cookies change no answer that may be kept; forms need theirs, and are not kept.
    return (hash);
}

sub vcl_hash {
    # With TLS in front: whoever comes without is sent there.
    hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_hit {
    if (obj.ttl <= 0s) {
        set req.http.sc-hit = "stale";
    } else {
        set req.http.sc-hit = "hit";
    }
}

sub vcl_miss {
    unset req.http.sc-hit;
    set req.http.sc-missed = "1";
}

sub vcl_pass {
    unset req.http.sc-hit;
}

sub vcl_backend_response {
    set beresp.grace = 0s;
    set beresp.keep = 0s;
    if (beresp.status >= 500) {
        if (bereq.is_bgfetch) {
            # What is kept is better than an error.
            return (abandon);
        }
        set beresp.ttl = 0s;
        set beresp.uncacheable = true;
        return (deliver);
    }
    if (beresp.http.Cache-Control ~ "stale-if-error=[0-9]+") {
        set beresp.grace = std.duration(
            regsub(beresp.http.Cache-Control, "^.*stale-if-error=([0-9]+).*$", "\1") + "s", 0s);
    }
    # The tags by which the site has answers forgotten (CACHE_TAG_HEADER).
    set beresp.http.xkey = beresp.http.Cache-Tag;
    # Short answers of the API come as they are.
    if (beresp.http.Content-Type ~ "^(text/|image/svg|application/(.*json|.*xml|javascript))") {
        set beresp.do_gzip = true;
    }
}

sub vcl_deliver {
    if (resp.status >= 500 && req.restarts == 0 && req.http.sc-missed) {
        # Once more, with what was kept of it, if anything was.
        return (restart);
    }
    if (req.http.sc-hit) {
        set resp.http.X-Cache = req.http.sc-hit + " " + obj.hits;
    } else {
        set resp.http.X-Cache = "miss";
    }
    # What is for this cache alone. Browsers, and caches that nobody tells, ask here each time.
    if (resp.http.Cache-Control ~ "s-maxage|stale-") {
        set resp.http.Cache-Control = regsuball(resp.http.Cache-Control,
            ", ?(s-maxage|stale-while-revalidate|stale-if-error)=[0-9]+", "");
        if (resp.http.Cache-Control !~ "must-revalidate") {
            set resp.http.Cache-Control = resp.http.Cache-Control + ", must-revalidate";
        }
    }
    unset resp.http.xkey;
    unset resp.http.Cache-Tag;
    unset resp.http.Via;
    unset resp.http.X-Varnish;
}

sub vcl_synth {
    if (req.http.sc-forgotten) {
        set resp.http.X-Forgotten = req.http.sc-forgotten;
    }
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    set resp.http.Cache-Control = "no-store";
    set resp.body = resp.reason + {"
"};
    return (deliver);
}

sub vcl_backend_error {
    # The site is away, and nothing of this is kept.
    set beresp.ttl = 0s;
    set beresp.grace = 0s;
    set beresp.uncacheable = true;
    set beresp.http.Content-Type = "text/html; charset=utf-8";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.Retry-After = "30";
    set beresp.http.Content-Security-Policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
    set beresp.body = {"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Back in a moment · Volvemos en un momento</title>
<style>
:root { color-scheme: light dark; }
body { font: 1.125rem/1.6 system-ui, sans-serif; margin: 15vh auto; max-width: 34rem; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.3; }
p + h1 { border-top: 1px solid; margin-top: 2.5rem; padding-top: 2rem; }
</style>
</head>
<body>
<main>
<h1>This page is away for a moment</h1>
<p>Nothing is wrong on your side. Please try again in a minute.</p>
<div lang="es">
<h1>Esta página no está disponible por un momento</h1>
<p>No es culpa tuya. Vuelve a intentarlo en un minuto.</p>
</div>
</main>
</body>
</html>
"};
    return (deliver);
}
