"""Who can open the store: enrolment, device secret, key slots, custody lease, lock states."""
