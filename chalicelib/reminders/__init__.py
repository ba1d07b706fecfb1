"""Reminders: the notices of expiry that the law asks for, and friendly ones that customers may turn off."""
