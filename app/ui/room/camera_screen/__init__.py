"""The camera: the picture, the shutter, and the covered shots of this entry."""
