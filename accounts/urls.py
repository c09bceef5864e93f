from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.my_data, name="my_data"),
    path("verder/", views.after_sign_in, name="after_sign_in"),
    path("download/", views.download, name="download"),
    path("wis/", views.erase, name="erase"),
    path("neem-over/", views.claim, name="claim"),
]
