"""Who is in a video: one face per track, named as in a photo, with a timeline under the covered frame."""
