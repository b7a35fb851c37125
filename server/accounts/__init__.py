"""Who a person is: staff on the nursery's devices, parents in the portal."""
