"""The portal's addresses."""

from __future__ import annotations

from django.urls import path

from server.portal import adding, adding_sent, book, consents, faults, pictures, reading, sheet, signing_agreement, signing_in, videos

app_name = "portal"
urlpatterns = [
    path("", reading.start, name="start"),
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("agreement", signing_agreement.agreement, name="agreement"),
    path("agreement/not-now", signing_agreement.rather_not, name="rather-not"),
    path("agreement/signed", signing_agreement.signed, name="signed"),
    path("paused", reading.paused, name="paused"),
    path("no-journal", reading.no_child, name="no-child"),
    path("children/", reading.children, name="children"),
    path("children/<uuid:child_id>/", reading.choose, name="choose"),
    path("journal/", reading.journal, name="journal"),
    path("journal/<str:month_id>/", reading.month, name="month"),
    path("entry/<uuid:entry_id>/", reading.entry, name="entry"),
    path("picture/<uuid:rendition_id>.jpg", pictures.picture, name="picture"),
    path("poster/<uuid:rendition_id>.jpg", pictures.picture, name="poster"),
    path("video/<uuid:rendition_id>.webm", videos.video, name="video"),
    path("book.pdf", book.book, name="book"),
    path("add/", adding.add, name="add"),
    path("add/sent/<uuid:entry_id>/", adding_sent.sent, name="sent"),
    path("add/sent/<uuid:entry_id>/back", adding_sent.back, name="sent-back"),
    path("add/sent/<uuid:entry_id>/again", adding_sent.again, name="sent-again"),
    path("consents/", consents.consents, name="consents"),
    path("more/", reading.more, name="more"),
    path("who-runs-this", reading.who, name="who"),
    path("privacy-fault", faults.fault, name="fault"),
    path("portal-<slug:version>.css", sheet.show_sheet, name="sheet"),
]
