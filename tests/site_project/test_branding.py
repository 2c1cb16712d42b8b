"""The admin carries the site's name and colours."""


def test_the_admin_goes_by_the_name_of_the_site(admin_client, settings):
    settings.WAGTAIL_SITE_NAME = "Open Door"
    html = admin_client.get("/admin/").content.decode()
    assert 'class="site-brand__name">Open Door<' in html
    assert "site_project/admin.css" in html


def test_so_does_the_page_to_sign_in(client, db, settings):
    settings.WAGTAIL_SITE_NAME = "Open Door"
    assert "Sign in to Open Door" in client.get("/admin/login/").content.decode()
