"""Push notifications for customers without a connected device: registered devices, and what was pushed to them."""
