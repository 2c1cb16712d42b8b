from django.urls import path

from .views import own_page, sign_up

app_name = "sc_volunteers"
urlpatterns = [
    path("<int:page_id>/", sign_up.apply, name="apply"),
    path("<int:page_id>/link/", own_page.ask, name="ask"),
    path("mine/", own_page.mine, name="mine"),
    path("mine/contact/", own_page.contact, name="contact"),
    path("mine/withdraw/", own_page.withdraw_mine, name="withdraw"),
    path("mine/delete/", own_page.erase_mine, name="erase"),
    path("mine/download/", own_page.download, name="download"),
    path("mine/leave/", own_page.leave, name="leave"),
    path("mine/<str:token>/", own_page.confirm, name="confirm"),
]
