"""The page of every component; included in the demo alone."""

from django.urls import path

from sightline.web.design import gallery

urlpatterns = [path("", gallery.gallery, name="design")]
