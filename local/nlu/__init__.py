"""Training and measuring the bot's understanding. Never shipped."""
