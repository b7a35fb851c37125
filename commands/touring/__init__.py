"""The tour: the main job, played from the shutter to a parent's page through real parts."""
